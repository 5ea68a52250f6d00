package io.lingzhi.gateway.upstream;

import io.netty.util.concurrent.Future;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * {@link Timers} of the event loop. They are the loop's own: each request sets several and cancels nearly all, and
 * those of the library keep a table of all timers beside.
 */
public final class VertxTimers implements Timers {
    private final Vertx vertx;

    public VertxTimers(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        Future<?> timer = context.nettyEventLoop()
                .schedule(() -> context.emit(_ -> task.run()), Math.max(1, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public Executor here() {
        Context context = vertx.getOrCreateContext();
        return task -> context.runOnContext(_ -> task.run());
    }
}
