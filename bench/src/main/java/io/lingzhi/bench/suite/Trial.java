package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Tally;
import io.lingzhi.bench.measure.Footprint;

/** One contender under one load by one way: what is run as one. */
record Trial(Shape shape, String contender, Way way) {

    /**
     * What was measured in one round.
     *
     * @param before what they took up before the load
     * @param after what they took up under it
     */
    record Measured(
            Trial trial,
            int round,
            Span span,
            Tally.Times times,
            Tally.Errors errors,
            Footprint before,
            Footprint after) {
        /** CPU time for one request or chunk, in microseconds; 0 when there was none. */
        double cpuMicros() {
            return span.units() == 0 ? 0 : span.cpuNanos() / 1e3 / span.units();
        }

        double perSecond() {
            return span.units() * 1e9 / span.nanos();
        }
    }

    /**
     * The time over which it was measured.
     *
     * @param units requests, or chunks, that ended in it
     * @param cpuNanos CPU time of the contender's processes in it
     */
    record Span(long units, long nanos, long cpuNanos) {}
}
