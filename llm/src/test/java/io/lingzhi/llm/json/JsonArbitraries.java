package io.lingzhi.llm.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary JSON values, and arbitrary ways to write an object's text. */
public final class JsonArbitraries {
    private static final List<String> NAMES = List.of(
            "model",
            "stream",
            "stream_options",
            "include_usage",
            "usage",
            "choices",
            "delta",
            "content",
            "index",
            "tool_calls",
            "function",
            "name",
            "arguments",
            "id",
            "error",
            "code",
            "finish_reason",
            "created",
            "x",
            "灵");

    private JsonArbitraries() {}

    /** A text of any characters, halves of pairs included. */
    public static Arbitrary<String> texts() {
        Arbitrary<String> wild = Arbitraries.strings().all().ofMaxLength(8);
        return Arbitraries.oneOf(
                wild, Arbitraries.of("", "{}", "{\"a\"", "\"", "\\", "\ud83d", "😀", "stop", "\n", "}"));
    }

    /** Values of at most two levels. */
    public static Arbitrary<JsonValue> values() {
        return values(2);
    }

    /** Objects of at most three levels. */
    public static Arbitrary<JsonValue.Obj> objects() {
        return objects(2);
    }

    private static Arbitrary<JsonValue> values(int depth) {
        if (depth == 0) {
            return leaves();
        }
        return Arbitraries.oneOf(
                leaves(),
                leaves(),
                values(depth - 1).list().ofMaxSize(2).map(JsonValue.Arr::new),
                objects(depth - 1).map(object -> object));
    }

    private static Arbitrary<JsonValue.Obj> objects(int depth) {
        return members(depth).map(members -> {
            Map<String, JsonValue> unique = new LinkedHashMap<>();
            members.forEach(member -> unique.put(member.getKey(), member.getValue()));
            return new JsonValue.Obj(unique);
        });
    }

    /** The text of an object with repeated members, white space, escapes in names, and perhaps a byte order mark. */
    public static Arbitrary<String> objectTexts() {
        Arbitrary<String> blanks = Arbitraries.of("", "", " ", "\n\t", "\r\n  ");
        Arbitrary<Boolean> escaped = Arbitraries.of(false, false, true);
        return Combinators.combine(members(2), blanks, escaped, Arbitraries.of("", "\uFEFF"))
                .as(JsonArbitraries::written);
    }

    private static Arbitrary<List<Map.Entry<String, JsonValue>>> members(int depth) {
        Arbitrary<String> names = Arbitraries.oneOf(Arbitraries.of(NAMES), texts().filter(JsonArbitraries::wellFormed));
        return Combinators.combine(names, values(depth))
                .as((name, value) -> Map.entry(name, value))
                .list()
                .ofMaxSize(4);
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    private static Arbitrary<JsonValue> leaves() {
        return Arbitraries.oneOf(
                texts().map(JsonValue.Str::new),
                Arbitraries.of("0", "-1", "1e3", "0.10", "1e999", "1e99999999999", "123456789012345678901")
                        .map(JsonValue.Num::new),
                Arbitraries.longs().map(JsonValue.Num::of),
                Arbitraries.of(true, false).map(JsonValue.Bool::new),
                Arbitraries.just(JsonValue.Null.NULL));
    }

    private static String written(
            List<Map.Entry<String, JsonValue>> members, String blank, boolean escaped, String before) {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, JsonValue> member : members) {
            texts.add(blank + name(member.getKey(), escaped) + blank + ":" + blank + Json.text(member.getValue())
                    + blank);
        }
        return before + blank + "{" + (texts.isEmpty() ? blank : String.join(",", texts)) + "}" + blank;
    }

    private static String name(String name, boolean escaped) {
        if (!escaped || name.isEmpty() || Character.isSurrogate(name.charAt(0))) {
            return Json.text(JsonValue.of(name));
        }
        String first = String.format("\\u%04x", (int) name.charAt(0));
        return "\"" + first + Json.text(JsonValue.of(name.substring(1))).substring(1);
    }
}
