package io.lingzhi.gateway.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How soon each credential answers for each of its models: a decaying average of times to the first token. Safe for all
 * threads; holds a bounded number of averages, the longest unused go first.
 *
 * <p>What was not measured for {@link #FRESH} is measured anew, by one request at a time: so a credential that was slow
 * is found again when it is quick, and a crowd does not run to one that nobody knows.
 */
final class Latencies {
    /** How long an average counts without being renewed. */
    static final Duration FRESH = Duration.ofMinutes(1);
    /** How long one request may measure before another may. */
    static final Duration MEASURING = Duration.ofSeconds(15);
    /** What a failure counts as. */
    static final Duration FAILED = Duration.ofSeconds(30);
    /** The share of the newest time in the average. */
    private static final double NEWEST = 0.3;

    private static final int MAX_PLACES = 10_000;

    private final Map<Place, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Known> eldest) {
            return size() > MAX_PLACES;
        }
    };

    private record Place(String credentialId, String model) {
        @Override
        public int hashCode() {
            return 31 * credentialId.hashCode() + model.hashCode();
        }
    }

    /**
     * @param nanos the average
     * @param at when it was renewed
     * @param askedAt when a request was last sent to measure it
     */
    private record Known(double nanos, Instant at, Instant askedAt) {}

    private static final Known NOTHING = new Known(Double.MAX_VALUE, Instant.MIN, Instant.MIN);

    /**
     * The soonest first; before it one that must be measured, if nobody measures it now.
     *
     * @param turn order of those of whom nothing is known
     */
    synchronized List<Target> order(List<Target> turn, Instant now) {
        List<Target> ordered = ordered(turn, known, now);
        if (!ordered.isEmpty() && mustBeMeasured(known(ordered.getFirst()), now)) {
            Known before = known(ordered.getFirst());
            known.put(place(ordered.getFirst()), new Known(before.nanos, before.at, now));
        }
        return ordered;
    }

    /** The same order, without sending anybody to measure and without counting as use. */
    synchronized List<Target> peek(List<Target> turn, Instant now) {
        return ordered(turn, new HashMap<>(known), now);
    }

    private static List<Target> ordered(List<Target> turn, Map<Place, Known> known, Instant now) {
        Function<Target, Known> about = target -> known.getOrDefault(place(target), NOTHING);
        return turn.stream()
                .sorted(Comparator.comparingInt((Target target) -> mustBeMeasured(about.apply(target), now) ? 0 : 1)
                        .thenComparingDouble(target -> about.apply(target).nanos))
                .toList();
    }

    private static boolean mustBeMeasured(Known about, Instant now) {
        return about.at.isBefore(now.minus(FRESH)) && about.askedAt.isBefore(now.minus(MEASURING));
    }

    synchronized void measured(Target target, Duration time, Instant now) {
        Known before = known(target);
        double nanos = time.toNanos();
        double average = before.at.equals(Instant.MIN) ? nanos : before.nanos + NEWEST * (nanos - before.nanos);
        known.put(place(target), new Known(average, now, before.askedAt));
    }

    private Known known(Target target) {
        return known.getOrDefault(place(target), NOTHING);
    }

    private static Place place(Target target) {
        return new Place(target.credential().id(), target.upstreamModel());
    }
}
