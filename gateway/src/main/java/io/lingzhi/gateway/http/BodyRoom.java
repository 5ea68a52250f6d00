package io.lingzhi.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/** The room in memory that the bodies of all requests under way share. Safe for all threads. */
public final class BodyRoom {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param most in bytes */
    public BodyRoom(long most) {
        this.most = most;
    }

    /** A quarter of the heap: a body is held as it came, and, where it is translated, as a tree beside. */
    public static BodyRoom ofThisProcess() {
        return new BodyRoom(Runtime.getRuntime().maxMemory() / 4);
    }

    /** What one request will take. */
    Share share() {
        return new Share();
    }

    /** What one request has taken. Used on one event loop. */
    final class Share {
        private long own;
        private boolean closed;

        /** Whether so many bytes more have room; if so, they are taken. */
        boolean take(long bytes) {
            if (closed) {
                return false;
            }
            if (taken.addAndGet(bytes) > most) {
                taken.addAndGet(-bytes);
                return false;
            }
            own += bytes;
            return true;
        }

        /** Gives all back, once. */
        void close() {
            closed = true;
            taken.addAndGet(-own);
            own = 0;
        }
    }
}
