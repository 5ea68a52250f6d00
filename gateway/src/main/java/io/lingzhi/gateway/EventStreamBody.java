package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.StreamDecoder;
import io.lingzhi.llm.sse.FrameTooLongException;
import io.lingzhi.llm.sse.SseDecoder;
import java.util.ArrayList;
import java.util.List;

/** Decodes a streamed body into events. */
final class EventStreamBody implements HeadSwitch.BodyReader {
    private final SseDecoder frames;
    private final StreamDecoder decoder;
    private final EventFlow flow;
    private final Backpressure backpressure;

    EventStreamBody(SseDecoder frames, StreamDecoder decoder, EventFlow flow, Backpressure backpressure) {
        this.frames = frames;
        this.decoder = decoder;
        this.flow = flow;
        this.backpressure = backpressure;
    }

    @Override
    public void chunk(byte[] bytes) {
        List<StreamEvent> events = new ArrayList<>();
        try {
            for (Frame frame : frames.feed(bytes)) {
                events.addAll(decoder.decode(frame));
            }
        } catch (FrameTooLongException e) {
            events.add(
                    new StreamEvent.Failed(new Failure.UpstreamFault("the upstream sent too much: " + e.getMessage())));
        }
        flow.accept(events);
        if (decoder.complete()) {
            flow.complete();
        }
        backpressure.heed();
    }

    @Override
    public void end() {
        List<StreamEvent> events = new ArrayList<>();
        frames.end().ifPresent(frame -> events.addAll(decoder.decode(frame)));
        events.addAll(decoder.end());
        flow.accept(events);
    }

    @Override
    public void failed(Failure failure) {
        if (decoder.complete()) {
            flow.accept(decoder.end());
        }
        flow.fail(failure);
    }
}
