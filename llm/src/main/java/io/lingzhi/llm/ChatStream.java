package io.lingzhi.llm;

/** An answer on its way. Read by one thread at a time; any thread may close it. */
public interface ChatStream extends AutoCloseable {

    /**
     * Waits for the next event. The last one is {@code Finished} or {@code Failed}; deadlines end as {@code Failed}, so
     * the wait is bounded.
     *
     * @throws IllegalStateException when called after the last event
     */
    StreamEvent next();

    /** Gives the answer up: cancels the upstream call if it still runs, and ends a {@link #next()} that waits. */
    @Override
    void close();
}
