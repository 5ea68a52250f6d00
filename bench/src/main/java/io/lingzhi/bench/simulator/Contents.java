package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Arr;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.JsonValue.Str;
import java.util.List;

/** What contents say that are a text or a list of typed parts, as most protocols have them. */
final class Contents {
    private Contents() {}

    /** The text, or the texts of its parts put together. */
    static String text(JsonValue content) {
        if (content instanceof Str(String text)) {
            return text;
        }
        StringBuilder text = new StringBuilder();
        if (content instanceof Arr(List<JsonValue> parts)) {
            for (JsonValue part : parts) {
                text.append(part instanceof Obj object ? object.string("text", "") : "");
            }
        }
        return text.toString();
    }

    /** How many parts are of the type. */
    static int count(List<JsonValue> parts, String type) {
        return (int) parts.stream()
                .filter(part ->
                        part instanceof Obj object && object.string("type", "").equals(type))
                .count();
    }

    /** The parts, a text as the one part that it stands for. */
    static List<Obj> parts(JsonValue content, String textType) {
        if (content instanceof Str text) {
            return List.of(Json.object().put("type", textType).put("text", text).build());
        }
        return objects(content);
    }

    /** The objects of a list. */
    static List<Obj> objects(JsonValue list) {
        return list instanceof Arr(List<JsonValue> items)
                ? items.stream()
                        .filter(Obj.class::isInstance)
                        .map(Obj.class::cast)
                        .toList()
                : List.of();
    }

    /** One text or a list of texts; the empty ones left out. */
    static List<String> texts(JsonValue value) {
        List<JsonValue> items = value instanceof Arr(List<JsonValue> list) ? list : List.of(value);
        return items.stream()
                .filter(item -> item instanceof Str(String text) && !text.isEmpty())
                .map(item -> ((Str) item).value())
                .toList();
    }
}
