package io.lingzhi.gateway.store;

import io.lingzhi.gateway.usage.RequestRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded queue between the threads that record and the one that writes. The lock is held for a few moves only,
 * never over I/O. Once closed it takes nothing more; once abandoned it also holds nothing more.
 */
final class RecordQueue {
    private final int limit;
    private final int batchLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition stopping = lock.newCondition();
    private final ArrayDeque<RequestRecord> records = new ArrayDeque<>();
    private boolean closed;
    private boolean abandoned;

    RecordQueue(int limit, int batchLimit) {
        this.limit = limit;
        this.batchLimit = batchLimit;
    }

    /** Adds a record at once; false when the queue is full or closed. */
    boolean offer(RequestRecord request) {
        lock.lock();
        try {
            if (closed || records.size() >= limit) {
                return false;
            }
            records.add(request);
            if (records.size() == 1 || records.size() == batchLimit) {
                arrived.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next records in order. Waits up to {@code idle} for the first one, and from then on up to {@code gather} for
     * a full batch. Empty when none came. A closed queue is not waited for.
     */
    List<RequestRecord> nextBatch(Duration idle, Duration gather) throws InterruptedException {
        lock.lock();
        try {
            awaitSize(1, idle);
            if (!records.isEmpty()) {
                awaitSize(batchLimit, gather);
            }
            List<RequestRecord> batch = new ArrayList<>(Math.min(records.size(), batchLimit));
            while (batch.size() < batchLimit && !records.isEmpty()) {
                batch.add(records.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void awaitSize(int size, Duration longest) throws InterruptedException {
        long nanos = longest.toNanos();
        while (records.size() < size && !closed && nanos > 0) {
            nanos = arrived.awaitNanos(nanos);
        }
    }

    /** Waits before another try; ends early when the queue is closed or abandoned meanwhile. */
    void pause(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            boolean wasClosed = closed;
            long nanos = longest.toNanos();
            while (closed == wasClosed && !abandoned && nanos > 0) {
                nanos = stopping.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            stopping.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the queue, throws away what is left and says how much that was. */
    int abandon() {
        lock.lock();
        try {
            close();
            abandoned = true;
            int left = records.size();
            records.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is left and nothing can come. */
    boolean ended() {
        lock.lock();
        try {
            return closed && records.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    boolean abandoned() {
        lock.lock();
        try {
            return abandoned;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return records.size();
        } finally {
            lock.unlock();
        }
    }
}
