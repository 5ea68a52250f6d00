package io.lingzhi.assistant.knowledge.ask;

import java.util.OptionalLong;

/** The events of one answer. One thread reads; closing it ends the wait. */
public interface AnswerStream extends AutoCloseable {
    /** The next event. After the last one it must not be called. */
    AnswerEvent next();

    /** What asking the models cost, in nano-USD, once the last event has been read; empty where that is not known. */
    OptionalLong costNanos();

    @Override
    void close();
}
