package io.lingzhi.assistant.knowledge.ask;

import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;

/** An answer that is there already. */
final class FixedAnswer implements AnswerStream {
    private final Queue<AnswerEvent> events;
    private final OptionalLong costNanos;

    FixedAnswer(List<AnswerEvent> events, OptionalLong costNanos) {
        this.events = new ArrayDeque<>(events);
        this.costNanos = costNanos;
    }

    @Override
    public OptionalLong costNanos() {
        return costNanos;
    }

    @Override
    public AnswerEvent next() {
        return events.remove();
    }

    @Override
    public void close() {}
}
