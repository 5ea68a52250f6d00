package io.lingzhi.llm.protocol;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long an upstream asks to wait, read from its answer's headers (names in lower case): {@code retry-after-ms},
 * {@code retry-after} in seconds or as a date (RFC 9110, 10.2.3, https://www.rfc-editor.org/rfc/rfc9110, read
 * 2026-11-22; the answer's own {@code date} is the clock), else the later of {@code x-ratelimit-reset-requests} and
 * {@code -tokens}, such as {@code 1m30s} or {@code 250ms}.
 */
public final class RetryAfter {
    /** Longest wait believed. */
    public static final Duration MAX = Duration.ofDays(7);

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");
    private static final Pattern STEPS = Pattern.compile("(?:\\d{1,9}(?:\\.\\d{1,9})?(?:ms|s|m|h|d))+");
    private static final Pattern STEP = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");

    private RetryAfter() {}

    public static Optional<Duration> in(Map<String, String> headers) {
        return header(headers, "retry-after-ms")
                .flatMap(text -> decimal(text, 1))
                .or(() -> header(headers, "retry-after").flatMap(text -> decimal(text, 1000)))
                .or(() -> date(headers))
                .or(() -> reset(headers));
    }

    /** The time by the clock of who answered. */
    static Optional<Instant> clock(Map<String, String> headers) {
        return header(headers, "date").flatMap(RetryAfter::instant).map(ZonedDateTime::toInstant);
    }

    private static Optional<Duration> reset(Map<String, String> headers) {
        return Stream.of("x-ratelimit-reset-requests", "x-ratelimit-reset-tokens")
                .flatMap(name -> header(headers, name).flatMap(RetryAfter::steps).stream())
                .max(Duration::compareTo);
    }

    private static Optional<String> header(Map<String, String> headers, String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip);
    }

    private static Optional<Duration> decimal(String text, double unitMillis) {
        return DECIMAL.matcher(text).matches()
                ? Optional.of(bounded(Double.parseDouble(text) * unitMillis))
                : Optional.empty();
    }

    private static Optional<Duration> date(Map<String, String> headers) {
        Optional<ZonedDateTime> until = header(headers, "retry-after").flatMap(RetryAfter::instant);
        Optional<ZonedDateTime> now = header(headers, "date").flatMap(RetryAfter::instant);
        if (until.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                bounded((double) Duration.between(now.get(), until.get()).toMillis()));
    }

    private static Optional<ZonedDateTime> instant(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> steps(String text) {
        if (!STEPS.matcher(text).matches()) {
            return decimal(text, 1000);
        }
        double millis = 0;
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            millis += Double.parseDouble(step.group(1)) * unitMillis(step.group(2));
        }
        return Optional.of(bounded(millis));
    }

    private static double unitMillis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    private static Duration bounded(double millis) {
        return Duration.ofMillis((long) Math.ceil(Math.clamp(millis, 0, (double) MAX.toMillis())));
    }
}
