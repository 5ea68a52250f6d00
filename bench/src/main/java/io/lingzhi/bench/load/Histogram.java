package io.lingzhi.bench.load;

/**
 * Counts of nanoseconds in classes that are 1/64 wide or less, from 1 ns to 1 hour; a fixed size, whatever is counted.
 * Not safe for several threads.
 */
public final class Histogram {
    private static final int FINE = 6;
    private static final int STEPS = 1 << FINE;
    private static final long MOST = 3_600_000_000_000L;

    private final long[] counts = new long[(Long.SIZE - FINE) * STEPS];
    private long total;
    private long greatest;

    public void record(long nanos) {
        long value = Math.clamp(nanos, 0, MOST);
        counts[index(value)]++;
        total++;
        greatest = Math.max(greatest, value);
    }

    public long total() {
        return total;
    }

    /** The value that this share of all values, from 0 to 1, does not exceed; 0 when there are none. */
    public long quantile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length && total > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(greatest, upper(i));
            }
        }
        return greatest;
    }

    public void clear() {
        java.util.Arrays.fill(counts, 0);
        total = 0;
        greatest = 0;
    }

    /** Values below {@link #STEPS} have a class each; above, each power of two has {@link #STEPS} of them. */
    private static int index(long value) {
        int power = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - FINE - 1);
        return power * STEPS + (int) (value >>> power);
    }

    private static long upper(int index) {
        int power = Math.max(0, index / STEPS - 1);
        long step = index - (long) power * STEPS;
        return ((step + 1) << power) - 1;
    }
}
