package io.lingzhi.llm;

import java.util.OptionalLong;

/** An answer on its way. Read by one thread at a time; any thread may close it. */
public interface ChatStream extends AutoCloseable {

    /**
     * Waits for the next event. The last one is {@code Finished} or {@code Failed}; deadlines end as {@code Failed}, so
     * the wait is bounded.
     *
     * @throws IllegalStateException when called after the last event
     */
    StreamEvent next();

    /**
     * What the answer cost, in nano-USD (10^-9 USD), once its last event has been read; empty where that is not known.
     */
    default OptionalLong costNanos() {
        return OptionalLong.empty();
    }

    /** Gives the answer up: cancels the upstream call if it still runs, and ends a {@link #next()} that waits. */
    @Override
    void close();
}
