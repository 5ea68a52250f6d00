package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The two forms of a message's content: one text is a string, as every upstream reads it; anything else is a list. */
final class ContentForm {
    private static final Set<String> PLAIN_TEXT = Set.of("type", "text");

    private ContentForm() {}

    static JsonValue of(List<JsonValue> parts) {
        if (parts.isEmpty()) {
            return JsonValue.of("");
        }
        return parts.size() == 1
                        && parts.getFirst() instanceof JsonValue.Obj only
                        && only.members().keySet().equals(PLAIN_TEXT)
                ? only.get("text")
                : new JsonValue.Arr(parts);
    }

    /** The texts of these parts as one, with blank lines between them; a list where there is more than text. */
    static JsonValue text(List<JsonValue> parts) {
        List<String> texts = parts.stream()
                .flatMap(part -> part instanceof JsonValue.Obj only
                                && only.members().keySet().equals(PLAIN_TEXT)
                        ? only.string("text").stream()
                        : Stream.empty())
                .toList();
        return texts.size() == parts.size() ? JsonValue.of(String.join("\n\n", texts)) : of(parts);
    }

    /** The parts that this content stands for. */
    static List<JsonValue> parts(JsonValue content) {
        return switch (content) {
            case JsonValue.Arr(List<JsonValue> items) -> items;
            case JsonValue.Str(String text)
            when !text.isEmpty() ->
                List.of(Json.object().put("type", "text").put("text", text).build());
            case JsonValue.Str ignored -> List.of();
            case JsonValue.Obj ignored -> List.of();
            case JsonValue.Num ignored -> List.of();
            case JsonValue.Bool ignored -> List.of();
            case JsonValue.Null ignored -> List.of();
        };
    }
}
