package io.lingzhi.gateway.config;

import io.lingzhi.llm.ModelId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A sort of single value: how it is called, read and shown.
 *
 * @param name in {@code docs/config.md}
 * @param unit of a bare number; empty when it has none
 * @param parse empty when the text is no such value
 * @param show as it would be written in the file
 */
record ValueType<T>(
        String name,
        String unit,
        Function<String, Optional<T>> parse,
        Function<T, String> show,
        Wording expected,
        List<Object> arguments) {
    private static final int LONGEST_MODEL_NAME = ModelId.MAX_LENGTH;

    static ValueType<String> text() {
        return text("text", Wording.EXPECTED_TEXT, Optional::of);
    }

    static ValueType<String> host() {
        return text(
                "host",
                Wording.EXPECTED_HOST,
                text -> Optional.of(text.strip())
                        .filter(host -> host.matches("[^\\s/@?#]*") && !host.matches("[^:\\[]*:\\d+")));
    }

    static ValueType<String> baseUrl() {
        return text("http(s) address", Wording.EXPECTED_BASE_URL, Addresses::baseUrl);
    }

    /** An address that a key is sent to without further thought. */
    static ValueType<String> guardedUrl() {
        return text("https address", Wording.EXPECTED_GUARDED_URL, Addresses::guardedUrl);
    }

    /** A host name, an address or a network. */
    static ValueType<String> place() {
        return text("host or network", Wording.EXPECTED_PLACE, Addresses::place);
    }

    static ValueType<String> proxy() {
        return text("proxy address, secret", Wording.EXPECTED_PROXY, Addresses::proxy);
    }

    static ValueType<String> modelName() {
        return new ValueType<>(
                "model name",
                "",
                text -> Optional.of(text.strip()).filter(name -> name.length() <= LONGEST_MODEL_NAME),
                Function.identity(),
                Wording.EXPECTED_MODEL,
                List.of(LONGEST_MODEL_NAME));
    }

    static ValueType<String> headerValue() {
        return text(
                "text, secret",
                Wording.EXPECTED_HEADER_VALUE,
                text -> Optional.of(text.strip())
                        .filter(value ->
                                value.chars().allMatch(letter -> letter == '\t' || (letter >= ' ' && letter != 127))));
    }

    static ValueType<String> secret() {
        return text("secret", Wording.EXPECTED_SECRET, text -> Optional.of(text.strip()));
    }

    private static ValueType<String> text(String name, Wording expected, Function<String, Optional<String>> parse) {
        return new ValueType<>(name, "", parse, Function.identity(), expected, List.of());
    }

    static ValueType<Integer> integer(int least, int most) {
        return new ValueType<>(
                "integer " + least + " to " + most,
                "",
                text -> Quantities.integer(text, least, most),
                String::valueOf,
                Wording.EXPECTED_INTEGER,
                List.of(least, most));
    }

    /** A whole number whose bare value has a unit, such as seconds. */
    static ValueType<Integer> integer(int least, int most, String unit) {
        ValueType<Integer> plain = integer(least, most);
        return new ValueType<>(plain.name(), unit, plain.parse(), plain.show(), plain.expected(), plain.arguments());
    }

    static ValueType<Boolean> flag() {
        return new ValueType<>(
                "true or false", "", Quantities::flag, String::valueOf, Wording.EXPECTED_FLAG, List.of());
    }

    static ValueType<Duration> duration(Duration least, Duration most) {
        List<Object> range = List.of(Quantities.show(least), Quantities.show(most));
        return new ValueType<>(
                "duration " + range.get(0) + " to " + range.get(1),
                "seconds",
                text -> Quantities.duration(text)
                        .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0),
                Quantities::show,
                Wording.EXPECTED_DURATION,
                range);
    }

    static ValueType<Long> size(long least, long most) {
        List<Object> range = List.of(Quantities.showSize(least), Quantities.showSize(most));
        return new ValueType<>(
                "size " + range.get(0) + " to " + range.get(1),
                "bytes",
                text -> Quantities.size(text).filter(value -> value >= least && value <= most),
                Quantities::showSize,
                Wording.EXPECTED_SIZE,
                range);
    }

    /** @param choices every accepted word in lower case; of several for one value the first is the shown one */
    static <T> ValueType<T> choice(Map<String, T> choices) {
        String words = String.join(", ", new LinkedHashSet<>(choices.keySet()));
        return new ValueType<>(
                "one of " + words,
                "",
                text -> Optional.ofNullable(choices.get(text.strip().toLowerCase(Locale.ROOT))),
                value -> choices.entrySet().stream()
                        .filter(choice -> choice.getValue().equals(value))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow(),
                Wording.EXPECTED_CHOICE,
                List.of(words));
    }
}
