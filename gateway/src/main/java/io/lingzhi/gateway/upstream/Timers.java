package io.lingzhi.gateway.upstream;

import java.time.Duration;

/** Runs a task later, on the event loop that asked. */
@FunctionalInterface
public interface Timers {
    Cancellable after(Duration delay, Runnable task);
}
