package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Passes a stream's frames on byte for byte, while a decoder taps them for the records. The frames before the first
 * token are held back, so that an upstream that fails by then can be replaced by another.
 */
final class RelayedStream implements HeadSwitch.BodyReader {
    /** Frames held back before the first token, in bytes; past it they are sent, and failover is over. */
    private static final int MAX_HELD_BYTES = 64 * 1024;

    private final Attempt attempt;
    private final Delivery delivery;
    private final Lane.End end;
    private final SseDecoder frames;
    private final StreamDecoder tap;
    private final Function<Frame, byte[]> shown;
    private final Backpressure backpressure;
    private final Pieces held = new Pieces();
    /** What the held frames say. */
    private final List<StreamEvent> meaning = new ArrayList<>();

    private boolean tokenSeen;
    private boolean finished;
    private @Nullable Failure failure;
    private boolean over;

    /** @param shown what the client gets of a frame; nothing of one that it did not ask for */
    RelayedStream(
            Attempt attempt,
            Delivery delivery,
            Lane.End end,
            SseDecoder frames,
            StreamDecoder tap,
            Function<Frame, byte[]> shown,
            Backpressure backpressure) {
        this.attempt = attempt;
        this.delivery = delivery;
        this.end = end;
        this.frames = frames;
        this.tap = tap;
        this.shown = shown;
        this.backpressure = backpressure;
    }

    @Override
    public void chunk(byte[] bytes) {
        if (over) {
            return;
        }
        try {
            frames.feed(bytes).forEach(this::take);
        } catch (FrameTooLongException e) {
            failed(new Failure.UpstreamFault("the upstream sent too much: " + e.getMessage()));
            return;
        }
        if (tokenSeen || finished || held.size() > MAX_HELD_BYTES) {
            release();
        }
        if (failure != null) {
            failed(failure);
            return;
        }
        if (tap.complete()) {
            attempt.complete();
        }
        backpressure.heed();
    }

    private void take(Frame frame) {
        observe(tap.decode(frame));
        if (failure == null) {
            held.add(shown.apply(frame));
        }
    }

    private void observe(List<StreamEvent> events) {
        attempt.observe(events);
        for (StreamEvent event : events) {
            switch (event) {
                case StreamEvent.Started _, StreamEvent.UsageReported _ -> {}
                case StreamEvent.PartStarted _,
                        StreamEvent.TextDelta _,
                        StreamEvent.ThinkingDelta _,
                        StreamEvent.ThinkingSigned _,
                        StreamEvent.Cited _,
                        StreamEvent.ArgumentsDelta _,
                        StreamEvent.PartFinished _ -> tokenSeen = true;
                case StreamEvent.Finished _ -> finished = true;
                case StreamEvent.Failed(Failure reason) -> failure = reason;
            }
        }
        if (failure == null) {
            meaning.addAll(events);
        }
    }

    private void release() {
        if (held.size() > 0) {
            List<StreamEvent> said = List.copyOf(meaning);
            meaning.clear();
            delivery.frames(held.take(), said);
        }
    }

    @Override
    public void end() {
        if (over) {
            return;
        }
        Optional<Frame> rest = frames.end();
        rest.ifPresent(this::take);
        observe(tap.end());
        if (failure != null) {
            failed(failure);
            return;
        }
        complete();
    }

    private void complete() {
        over = true;
        release();
        delivery.framesEnd();
        end.delivered();
    }

    /** A connection that breaks when the answer is complete takes nothing away from it. */
    @Override
    public void failed(Failure reason) {
        if (over) {
            return;
        }
        if (!finished && failure == null && tap.complete()) {
            observe(tap.end());
        }
        if (finished) {
            complete();
        } else {
            over = true;
            end.failed(reason);
        }
    }
}
