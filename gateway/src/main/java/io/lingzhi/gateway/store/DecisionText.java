package io.lingzhi.gateway.store;

import io.lingzhi.gateway.usage.Considered;
import io.lingzhi.gateway.usage.Decision;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A decision as one compact text: an object with a list for each entry, {@code c} for what was considered, {@code w}
 * for how the attempts came about, {@code n} for how many were left out, {@code m} for the message.
 */
final class DecisionText {
    private DecisionText() {}

    static String write(Decision decision) {
        StringBuilder text = new StringBuilder(200);
        list(text.append("{\"c\":"), decision.considered(), DecisionText::entry);
        list(text.append(",\"w\":"), decision.ways(), DecisionText::entry);
        if (decision.leftOut() > 0) {
            text.append(",\"n\":").append(decision.leftOut());
        }
        decision.message().ifPresent(message -> string(text.append(",\"m\":"), message));
        return text.append('}').toString();
    }

    private static List<String> entry(Considered considered) {
        return List.of(
                considered.stage(),
                considered.model(),
                considered.provider(),
                considered.credentialId(),
                considered.upstreamModel(),
                considered.outcome(),
                considered.cause().orElse(""),
                considered.again().map(again -> Long.toString(again.toMillis())).orElse(""));
    }

    private static List<String> entry(Decision.Way way) {
        return List.of(
                way.role().word(),
                Long.toString(way.waited().toNanos() / 1000),
                way.message().orElse(""));
    }

    private static <T> void list(StringBuilder text, List<T> entries, Function<T, List<String>> strings) {
        String before = "[";
        for (T entry : entries) {
            strings(text.append(before), strings.apply(entry));
            before = ",";
        }
        text.append(entries.isEmpty() ? "[]" : "]");
    }

    private static void strings(StringBuilder text, List<String> strings) {
        char before = '[';
        for (String string : strings) {
            string(text.append(before), string);
            before = ',';
        }
        text.append(']');
    }

    private static void string(StringBuilder text, String string) {
        if (plain(string)) {
            text.append('"').append(string).append('"');
        } else {
            text.append(Json.text(new JsonValue.Str(string)));
        }
    }

    /** Whether each character stands for itself in a string of JSON. */
    private static boolean plain(String string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** @throws SQLException the text is none of these */
    static Decision read(String text) throws SQLException {
        try {
            JsonValue.Obj read = Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
            return new Decision(
                    read.list("c").stream().map(DecisionText::considered).toList(),
                    read.integer("n").map(Math::toIntExact).orElse(0),
                    read.list("w").stream().map(DecisionText::way).toList(),
                    read.string("m"));
        } catch (JsonSyntaxException | RuntimeException e) {
            throw new SQLException("the ledger holds a decision that cannot be read", e);
        }
    }

    private static Considered considered(JsonValue entry) {
        return new Considered(
                text(entry, 0),
                text(entry, 1),
                text(entry, 2),
                text(entry, 3),
                text(entry, 4),
                text(entry, 5),
                some(entry, 6),
                some(entry, 7).map(Long::valueOf).map(Duration::ofMillis));
    }

    private static Decision.Way way(JsonValue entry) {
        return new Decision.Way(
                Decision.Role.valueOf(text(entry, 0).toUpperCase(Locale.ROOT)),
                Duration.of(Long.parseLong(text(entry, 1)), ChronoUnit.MICROS),
                some(entry, 2));
    }

    private static Optional<String> some(JsonValue entry, int index) {
        return Optional.of(text(entry, index)).filter(text -> !text.isEmpty());
    }

    private static String text(JsonValue entry, int index) {
        return entry instanceof JsonValue.Arr(List<JsonValue> items)
                        && items.get(index) instanceof JsonValue.Str(var text)
                ? text
                : "";
    }
}
