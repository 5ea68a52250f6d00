package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.Deadlines.Pace;
import java.time.Duration;
import java.util.Optional;

/** Reads the section {@code deadlines}, at the top of the file and in an entry of a provider list. */
final class DeadlineReader {
    private static final ValueType<Duration> DEADLINE = ValueType.duration(Duration.ofMillis(1), Duration.ofDays(1));
    private static final ValueType<Integer> RATE = ValueType.integer(0, 100_000);
    private static final Duration WINDOW = Duration.ofSeconds(20);

    private DeadlineReader() {}

    static Deadlines read(Section deadlines) {
        return new Deadlines(
                deadlines.value("connect", DEADLINE, Duration.ofSeconds(10)),
                deadlines.value("response-head", DEADLINE, Duration.ofSeconds(90)),
                deadlines.value("whole-answer", DEADLINE, Duration.ofMinutes(10)),
                deadlines.value("first-token", DEADLINE, Duration.ofMinutes(5)),
                deadlines.value("idle", DEADLINE, Duration.ofSeconds(90)),
                slowest(deadlines.section("slow-stream")),
                deadlines.value("total", DEADLINE, Duration.ofHours(1)),
                deadlines.value("request", DEADLINE, Duration.ofHours(1)));
    }

    static Deadlines.Changes readChanges(Section deadlines) {
        return new Deadlines.Changes(
                deadlines.optional("connect", DEADLINE),
                deadlines.optional("response-head", DEADLINE),
                deadlines.optional("whole-answer", DEADLINE),
                deadlines.optional("first-token", DEADLINE),
                deadlines.optional("idle", DEADLINE),
                slowest(deadlines.section("slow-stream")),
                deadlines.optional("total", DEADLINE));
    }

    private static Optional<Pace> slowest(Section slow) {
        int rate = slow.value("tokens-per-second", RATE, 0);
        Duration window = slow.value("window", DEADLINE, WINDOW);
        return rate == 0 ? Optional.empty() : Optional.of(new Pace(rate, window));
    }
}
