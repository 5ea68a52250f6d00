package io.lingzhi.gateway.upstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** A clock and its timers, which move only when a test says so. */
public final class VirtualTime implements Timers, LongSupplier {
    private long now = 1_000;
    private final List<Timer> timers = new ArrayList<>();
    private int started;

    private static final class Timer {
        private final long at;
        private final Runnable task;

        Timer(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }
    }

    @Override
    public long getAsLong() {
        return now;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        Timer timer = new Timer(now + delay.toNanos(), task);
        timers.add(timer);
        started++;
        return () -> timers.remove(timer);
    }

    /** Lets this much time pass; timers run when they are due. */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        while (true) {
            Timer due = timers.stream()
                    .filter(timer -> timer.at <= end)
                    .min(Comparator.comparingLong(timer -> timer.at))
                    .orElse(null);
            if (due == null) {
                break;
            }
            timers.remove(due);
            now = due.at;
            due.task.run();
        }
        now = end;
    }

    /** Timers that wait. */
    public int waiting() {
        return timers.size();
    }

    /** Timers that were ever started. */
    public int started() {
        return started;
    }
}
