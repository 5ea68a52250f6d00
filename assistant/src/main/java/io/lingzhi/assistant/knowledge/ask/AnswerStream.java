package io.lingzhi.assistant.knowledge.ask;

/** The events of one answer. One thread reads; closing it ends the wait. */
public interface AnswerStream extends AutoCloseable {
    /** The next event. After the last one it must not be called. */
    AnswerEvent next();

    @Override
    void close();
}
