package io.lingzhi.assistant.knowledge.ask;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** An answer that is there already. */
final class FixedAnswer implements AnswerStream {
    private final Queue<AnswerEvent> events;

    FixedAnswer(List<AnswerEvent> events) {
        this.events = new ArrayDeque<>(events);
    }

    @Override
    public AnswerEvent next() {
        return events.remove();
    }

    @Override
    public void close() {}
}
