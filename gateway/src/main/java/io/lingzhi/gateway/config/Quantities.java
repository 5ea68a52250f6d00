package io.lingzhi.gateway.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and shows numbers, durations ({@code 30}, {@code 1h30m}, {@code 500ms}) and sizes ({@code 8MiB}). */
final class Quantities {
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(b|kib|mib|gib)?");
    private static final Map<String, Long> SIZE_UNITS =
            Map.of("b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);

    private Quantities() {}

    static Optional<Integer> integer(String text, int least, int most) {
        String plain = text.strip();
        if (!INTEGER.matcher(plain).matches()) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(plain))
                .filter(value -> value >= least && value <= most)
                .map(Long::intValue);
    }

    static Optional<Boolean> flag(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return TRUE.contains(word) ? Optional.of(true) : FALSE.contains(word) ? Optional.of(false) : Optional.empty();
    }

    /** A bare number is seconds. */
    static Optional<Duration> duration(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Optional<Integer> seconds = integer(plain, 0, Integer.MAX_VALUE);
        Matcher matcher = DURATION.matcher(plain);
        if (seconds.isPresent() || plain.isEmpty() || !matcher.matches()) {
            return seconds.map(Duration::ofSeconds);
        }
        return Optional.of(Duration.ofHours(number(matcher, 1))
                .plusMinutes(number(matcher, 2))
                .plusSeconds(number(matcher, 3))
                .plusMillis(number(matcher, 4)));
    }

    private static long number(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).map(Long::parseLong).orElse(0L);
    }

    /** The shortest exact writing with one unit. */
    static String show(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }

    static Optional<Long> size(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = Optional.ofNullable(matcher.group(2)).orElse("b");
        long each = SIZE_UNITS.getOrDefault(unit, 1L);
        return Optional.of(Long.parseLong(matcher.group(1)))
                .filter(count -> count <= Long.MAX_VALUE / each)
                .map(count -> count * each);
    }

    static String showSize(long bytes) {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            long each = SIZE_UNITS.getOrDefault(unit.toLowerCase(Locale.ROOT), 1L);
            if (bytes >= each && bytes % each == 0) {
                return bytes / each + unit;
            }
        }
        return String.valueOf(bytes);
    }
}
