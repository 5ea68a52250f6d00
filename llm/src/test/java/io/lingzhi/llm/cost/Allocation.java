package io.lingzhi.llm.cost;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that work allocates. They depend on the code alone, not on how busy the machine is. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MOST_ROUNDS = 60;
    private static final int ENOUGH = 4;

    /** Keeps the compiler from leaving out work of which nobody would see anything. */
    static volatile Object keptAlive = "";

    private Allocation() {}

    /** Work on the measuring thread. */
    @FunctionalInterface
    interface Work {
        /** @return something that depends on all of the work */
        Object run() throws Exception;
    }

    /**
     * The least bytes of several rounds, once that many rounds have cost no less: loading of classes and growth of
     * caches count in none of them.
     */
    static long bytes(Work work) throws Exception {
        long least = Long.MAX_VALUE;
        int noLess = 0;
        for (int round = 0; round < MOST_ROUNDS && noLess < ENOUGH; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Object result = work.run();
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            noLess = bytes >= least ? noLess + 1 : 0;
            least = Math.min(least, bytes);
            keptAlive = result;
        }
        return least;
    }
}
