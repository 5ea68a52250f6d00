package io.lingzhi.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Asks again and again for what another thread or process does, within a deadline. */
final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** The first value that is wanted, or the last one before the deadline for the caller's assertion to show. */
    static <T> T get(Callable<T> source, Predicate<T> wanted) throws Exception {
        long end = System.nanoTime() + DEADLINE.toNanos();
        T value = source.call();
        while (!wanted.test(value) && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            value = source.call();
        }
        return value;
    }
}
