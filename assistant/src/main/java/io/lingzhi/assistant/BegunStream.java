package io.lingzhi.assistant;

import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream that can be read up to its first part and then be told again from its beginning. It is closed once, by
 * whichever thread comes first.
 */
final class BegunStream implements ChatStream {
    private final ChatStream source;
    private final Queue<StreamEvent> seen = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    BegunStream(ChatStream source) {
        this.source = source;
    }

    /** Waits until the answer has begun. A failure before its first part is returned, and ends the stream. */
    Optional<Failure> begin() {
        while (true) {
            StreamEvent event = source.next();
            if (event instanceof StreamEvent.Failed(Failure failure)) {
                return Optional.of(failure);
            }
            seen.add(event);
            if (!(event instanceof StreamEvent.Started)) {
                return Optional.empty();
            }
        }
    }

    @Override
    public StreamEvent next() {
        StreamEvent told = seen.poll();
        return told == null ? source.next() : told;
    }

    @Override
    public OptionalLong costNanos() {
        return source.costNanos();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            source.close();
        }
    }
}
