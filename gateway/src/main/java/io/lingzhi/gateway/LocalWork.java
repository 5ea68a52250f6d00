package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.Failure;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that blocks, done on another thread; its outcome comes back to the exchange's event loop. */
final class LocalWork {
    private static final Logger LOG = LoggerFactory.getLogger(LocalWork.class);

    private LocalWork() {}

    /** A cancelled work's outcome is thrown away; the work itself runs to its end. */
    static <T> Cancellable run(
            Executor blocking, Delivery delivery, Supplier<T> work, Lane.End end, Consumer<T> outcome) {
        AtomicBoolean cancelled = new AtomicBoolean();
        Consumer<Runnable> back = task -> delivery.execute(() -> {
            if (!cancelled.get()) {
                task.run();
            }
        });
        try {
            blocking.execute(() -> {
                try {
                    T result = work.get();
                    back.accept(() -> outcome.accept(result));
                } catch (RuntimeException e) {
                    LOG.error("the in-process model failed", e);
                    back.accept(() -> end.failed(
                            new Failure.InternalFault("the in-process model failed: see the gateway's log")));
                }
            });
        } catch (RejectedExecutionException e) {
            end.failed(new Failure.Overloaded("the gateway is stopping", Optional.empty()));
        }
        return () -> cancelled.set(true);
    }
}
