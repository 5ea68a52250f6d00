package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.protocol.RetryAfter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long an upstream asks to wait: {@code retry-after} or the end of a subscription's window that is used up
 * ({@code anthropic-ratelimit-unified-<window>-status} and {@code -reset}), whichever is later; else until the last of
 * its used-up limits is filled again, which {@code anthropic-ratelimit-<limit>-remaining} and {@code -reset} tell
 * (names in lower case). The answer's own {@code date} is the clock.
 *
 * <p>Source: https://docs.anthropic.com/en/api/rate-limits, read 2026-11-22.
 */
final class LimitReset {
    private static final List<String> LIMITS = List.of("requests", "tokens", "input-tokens", "output-tokens");

    private static final List<String> WINDOWS = List.of(
            "anthropic-ratelimit-unified",
            "anthropic-ratelimit-unified-5h",
            "anthropic-ratelimit-unified-7d",
            "anthropic-ratelimit-unified-7d_oi");

    private LimitReset() {}

    static Optional<Duration> in(Map<String, String> headers) {
        Optional<Duration> asked = RetryAfter.in(headers);
        Optional<Duration> windows = unified(headers);
        return asked.isPresent() && windows.isPresent()
                ? asked.filter(wait -> wait.compareTo(windows.get()) > 0).or(() -> windows)
                : asked.or(() -> windows).or(() -> reset(headers));
    }

    /** The latest end of a window of a subscription that is used up; its {@code -reset} is in seconds since 1970. */
    private static Optional<Duration> unified(Map<String, String> headers) {
        Optional<Instant> now = header(headers, "date").flatMap(LimitReset::date);
        Optional<Instant> until = WINDOWS.stream()
                .filter(window -> header(headers, window + "-status")
                        .filter("rejected"::equals)
                        .isPresent())
                .flatMap(window -> header(headers, window + "-reset")
                        .filter(seconds -> seconds.matches("\\d{1,12}"))
                        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
                        .stream())
                .max(Instant::compareTo);
        return now.isEmpty() || until.isEmpty() ? Optional.empty() : Optional.of(wait(now.get(), until.get()));
    }

    private static Optional<Duration> reset(Map<String, String> headers) {
        Optional<Instant> now = header(headers, "date").flatMap(LimitReset::date);
        Optional<Instant> until = LIMITS.stream()
                .map(limit -> "anthropic-ratelimit-" + limit)
                .filter(limit -> header(headers, limit + "-remaining")
                        .filter("0"::equals)
                        .isPresent())
                .flatMap(limit -> header(headers, limit + "-reset").flatMap(LimitReset::time).stream())
                .max(Instant::compareTo);
        return now.isEmpty() || until.isEmpty() ? Optional.empty() : Optional.of(wait(now.get(), until.get()));
    }

    private static Duration wait(Instant now, Instant until) {
        Duration wait = Duration.between(now, until);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(RetryAfter.MAX) > 0 ? RetryAfter.MAX : wait;
    }

    private static Optional<String> header(Map<String, String> headers, String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, DateTimeFormatter.ISO_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
