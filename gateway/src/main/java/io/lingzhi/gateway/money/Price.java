package io.lingzhi.gateway.money;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The price of one model. The last line that holds decides, so that a later line is an exception from those before it.
 *
 * @param source whose list it is, for the records, such as {@code genai-prices 0.1.8} or {@code config}
 */
public record Price(List<Line> lines, String source) {
    public Price {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a price has at least one line");
        }
    }

    /**
     * Rates and when they hold.
     *
     * @param above holds for the whole of a request with more input tokens than this; -1 for every request
     */
    public record Line(When when, long above, Rates rates) {}

    /** The time at which a line holds. */
    public sealed interface When {
        /** At any time. */
        record Always() implements When {}

        /** From a moment on. */
        record From(Instant start) implements When {}

        /** At certain hours of each day (UTC), from the first on and before the second; they may span midnight. */
        record Daily(LocalTime start, LocalTime end) implements When {}

        /** Whether the line holds now. */
        default boolean holds(Instant now) {
            return switch (this) {
                case Always() -> true;
                case From(Instant start) -> !now.isBefore(start);
                case Daily(LocalTime start, LocalTime end) -> {
                    LocalTime time = LocalTime.ofInstant(now, ZoneOffset.UTC);
                    boolean begun = !time.isBefore(start);
                    boolean notOver = time.isBefore(end);
                    yield start.isBefore(end) ? begun && notOver : begun || notOver;
                }
            };
        }
    }

    /** The rates of a request that begins now; empty when no line holds. */
    public Optional<Rates> rates(Instant now, long inputTokens) {
        for (Line line : lines.reversed()) {
            if (inputTokens > line.above() && line.when().holds(now)) {
                return Optional.of(line.rates());
            }
        }
        return Optional.empty();
    }

    /** The dearest that a request which begins now can cost; empty when no line holds. */
    public Optional<Rates> dearest(Instant now) {
        Optional<Rates> dearest = Optional.empty();
        for (Line line : lines) {
            if (line.when().holds(now)) {
                dearest = Optional.of(
                        dearest.map(other -> other.max(line.rates())).orElse(line.rates()));
            }
        }
        return dearest;
    }
}
