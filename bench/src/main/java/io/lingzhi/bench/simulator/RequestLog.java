package io.lingzhi.bench.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The last requests by number: at most {@value #MAX_REQUESTS}, and at most {@value #MAX_BYTES} bytes of their bodies;
 * the oldest go first. Safe for many threads.
 */
final class RequestLog {
    static final int MAX_REQUESTS = 1000;
    static final long MAX_BYTES = 64L << 20;

    private final LongSupplier nanos;
    private final Map<Long, Received> requests = new LinkedHashMap<>();
    private long bytes;
    private long lastNumber;

    RequestLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized long nextNumber() {
        return ++lastNumber;
    }

    /** Adds a request. */
    synchronized void add(Received received) {
        requests.put(received.number(), received);
        bytes += received.body().keptLength();
        while (requests.size() > MAX_REQUESTS || bytes > MAX_BYTES) {
            Received oldest = requests.remove(requests.keySet().iterator().next());
            bytes -= oldest == null ? 0 : oldest.body().keptLength();
        }
        notifyAll();
    }

    /** Writes down what became of a request, if it is still here. */
    synchronized void update(Received received) {
        requests.replace(received.number(), received);
        notifyAll();
    }

    synchronized List<Received> all() {
        return List.copyOf(requests.values());
    }

    synchronized void clear() {
        requests.clear();
        bytes = 0;
    }

    /** Waits for a request like this; empty when the time is over. */
    synchronized Optional<Received> await(Predicate<Received> wanted, Duration most) throws InterruptedException {
        long end = nanos.getAsLong() + most.toNanos();
        while (true) {
            Optional<Received> found = requests.values().stream().filter(wanted).findFirst();
            long left = end - nanos.getAsLong();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(left / 1_000_000 + 1);
        }
    }
}
