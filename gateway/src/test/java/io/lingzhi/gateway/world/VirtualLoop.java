package io.lingzhi.gateway.world;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.Timers;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * An event loop whose time passes only from one task to the next. What the gateway asks for is told apart from what the
 * world does, so that it can be seen what the gateway left behind.
 */
final class VirtualLoop implements Executor, LongSupplier {
    static final long MILLI = 1_000_000;
    private static final long MOST_LATE = 3 * MILLI;

    private final RandomGenerator random;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong((Task task) -> task.at).thenComparingLong(task -> task.number));
    private long now = 1_000 * MILLI;
    private long numbered;
    private int owed;

    private final class Task implements Cancellable {
        private final long at;
        private final long number;
        private final Runnable work;
        private final boolean ofGateway;
        private boolean over;

        Task(long at, Runnable work, boolean ofGateway) {
            this.at = at;
            this.number = numbered++;
            this.work = work;
            this.ofGateway = ofGateway;
        }

        @Override
        public void cancel() {
            close();
        }

        boolean close() {
            if (over) {
                return false;
            }
            over = true;
            owed -= ofGateway ? 1 : 0;
            return true;
        }
    }

    /** @param random makes some timers late */
    VirtualLoop(RandomGenerator random) {
        this.random = random;
    }

    /** Nanoseconds. */
    @Override
    public long getAsLong() {
        return now;
    }

    /** The gateway's timers: whole milliseconds, and sometimes late. */
    Timers timers() {
        return new Timers() {
            @Override
            public Cancellable after(Duration delay, Runnable task) {
                long late = random.nextInt(8) == 0 ? random.nextLong(MOST_LATE) : 0;
                return add(now + Math.max(1, delay.toMillis()) * MILLI + late, task, true);
            }

            @Override
            public Executor here() {
                return VirtualLoop.this;
            }
        };
    }

    /** The gateway's way back to its event loop. */
    @Override
    public void execute(Runnable task) {
        var _ = add(now, task, true);
    }

    /** Something that happens in the world. */
    Cancellable later(long nanos, Runnable task) {
        return add(now + nanos, task, false);
    }

    private Task add(long at, Runnable work, boolean ofGateway) {
        Task task = new Task(at, work, ofGateway);
        owed += ofGateway ? 1 : 0;
        tasks.add(task);
        return task;
    }

    /** Lets time pass until nothing is left to do; false when there is no end. */
    boolean run(int mostTasks) {
        for (int i = 0; i < mostTasks; i++) {
            Task next = tasks.poll();
            if (next == null) {
                return true;
            }
            if (next.close()) {
                now = next.at;
                next.work.run();
            }
        }
        return false;
    }

    /** The gateway's timers and tasks that wait. */
    int owed() {
        return owed;
    }
}
