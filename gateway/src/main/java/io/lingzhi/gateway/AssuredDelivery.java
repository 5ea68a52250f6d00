package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a streamed answer back until it is whole, so that the client never reads the beginning of one that breaks off.
 * What is held of an attempt that fails is thrown away. An answer longer than the bound is passed on as it comes from
 * there on.
 */
final class AssuredDelivery extends ForwardingDelivery {
    private final long maxBytes;
    private final List<Runnable> held = new ArrayList<>();
    private long heldBytes;
    private boolean released;

    AssuredDelivery(Delivery client, long maxBytes) {
        super(client);
        this.maxBytes = maxBytes;
    }

    private void hold(Runnable piece, long bytes) {
        if (released) {
            piece.run();
            return;
        }
        held.add(piece);
        heldBytes += bytes;
        if (heldBytes > maxBytes) {
            release();
        }
    }

    private void release() {
        released = true;
        held.forEach(Runnable::run);
        held.clear();
    }

    private static long size(List<StreamEvent> events) {
        long chars = 0;
        for (StreamEvent event : events) {
            chars += switch (event) {
                case StreamEvent.TextDelta(String text) -> text.length();
                case StreamEvent.ThinkingDelta(String text) -> text.length();
                case StreamEvent.ArgumentsDelta(String fragment) -> fragment.length();
                case StreamEvent.Started _,
                        StreamEvent.PartStarted _,
                        StreamEvent.ThinkingSigned _,
                        StreamEvent.Cited _,
                        StreamEvent.PartFinished _,
                        StreamEvent.UsageReported _,
                        StreamEvent.Finished _,
                        StreamEvent.Failed _ -> 100;
            };
        }
        return chars;
    }

    @Override
    public void begins() {
        held.clear();
        heldBytes = 0;
        client.begins();
    }

    @Override
    public void translationLost(List<Loss> losses) {
        hold(() -> client.translationLost(losses), 0);
    }

    @Override
    public void events(List<StreamEvent> events) {
        List<StreamEvent> piece = List.copyOf(events);
        hold(() -> client.events(piece), size(piece));
        if (piece.getLast() instanceof StreamEvent.Finished) {
            release();
        }
    }

    @Override
    public void frames(byte[] raw, List<StreamEvent> meaning) {
        List<StreamEvent> said = List.copyOf(meaning);
        hold(() -> client.frames(raw, said), raw.length);
    }

    @Override
    public void framesEnd() {
        release();
        client.framesEnd();
    }

    @Override
    public void body(String contentType, byte[] raw) {
        release();
        client.body(contentType, raw);
    }

    @Override
    public int fail(Failure failure) {
        held.clear();
        return client.fail(failure);
    }
}
