package io.lingzhi.gateway;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the gateway's one event loop has spent so far. Clients and upstreams of a test run on other threads and do not
 * count, nor does how busy the machine is.
 */
final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Path OF_THREAD = Path.of("/proc/thread-self/io");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int MOST_ROUNDS = 40;
    private static final int ENOUGH = 3;

    private final TestGateway gateway;

    Meter(TestGateway gateway) {
        this.gateway = gateway;
    }

    /** Work of which the event loop has its part. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Bytes that the event loop has allocated. */
    long allocated() {
        return gateway.onEventLoop(THREADS::getCurrentThreadAllocatedBytes);
    }

    /**
     * The least bytes that the work costs, once several rounds have cost no less: loading of classes, growth of pools
     * and timers count in none of them.
     */
    long bytes(Work work) throws Exception {
        long least = Long.MAX_VALUE;
        int noLess = 0;
        for (int round = 0; round < MOST_ROUNDS && noLess < ENOUGH; round++) {
            long before = allocated();
            work.run();
            long bytes = allocated() - before;
            noLess = bytes >= least ? noLess + 1 : 0;
            least = Math.min(least, bytes);
        }
        return least;
    }

    /** Writes to sockets that the event loop has made of the kernel; 0 where the system does not tell. */
    long writes() {
        return gateway.onEventLoop(() -> {
            try {
                return Files.exists(OF_THREAD)
                        ? Files.readAllLines(OF_THREAD).stream()
                                .filter(line -> line.startsWith("syscw:"))
                                .mapToLong(
                                        line -> Long.parseLong(line.substring(6).strip()))
                                .sum()
                        : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** File descriptors that this process has open; 0 where the system does not tell. */
    static long descriptors() throws IOException {
        if (!Files.exists(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    /** Platform threads that live, without those that carry virtual ones. */
    static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
                .count();
    }
}
