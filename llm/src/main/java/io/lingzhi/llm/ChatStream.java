package io.lingzhi.llm;

/** An answer on its way. Used by one thread at a time. */
public interface ChatStream extends AutoCloseable {

    /**
     * Waits for the next event. The last one is {@code Finished} or {@code Failed}; deadlines end as {@code Failed}, so
     * the wait is bounded.
     *
     * @throws IllegalStateException when called after the last event
     */
    StreamEvent next();

    /** Gives the answer up: cancels the upstream call if it still runs. */
    @Override
    void close();
}
