package io.lingzhi.gateway.upstream;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Runs a task later, on the event loop that asked. */
@FunctionalInterface
public interface Timers {
    Cancellable after(Duration delay, Runnable task);

    /** Runs tasks that other threads hand over on the event loop that asks for this. */
    default Executor here() {
        return Runnable::run;
    }
}
