package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Input items as JSON: of a request, and made of an answer's output so that they can be sent again. */
final class InputItems {
    /** The items whose ids nothing refers to. An upstream that stores nothing would look for them in vain. */
    private static final Set<String> WITHOUT_ID = Set.of("message", "function_call", "custom_tool_call", "reasoning");

    private InputItems() {}

    /** The items of a request's input; a text is the message that it stands for. */
    static List<JsonValue> of(JsonValue.Obj request) {
        if (request.get("input") instanceof JsonValue.Str text) {
            return List.of(Json.object()
                    .put("type", "message")
                    .put("role", "user")
                    .put(
                            "content",
                            List.of(Json.object()
                                    .put("type", "input_text")
                                    .put("text", text)
                                    .build()))
                    .build());
        }
        return request.list("input");
    }

    /** An answer's output as the input of the next request. */
    static List<JsonValue> again(List<JsonValue> output) {
        return output.stream()
                .map(item -> item instanceof JsonValue.Obj object ? withoutId(object) : item)
                .toList();
    }

    static JsonValue.Obj withoutId(JsonValue.Obj item) {
        return WITHOUT_ID.contains(item.string("type", "")) ? without(item, Set.of("id", "status")) : item;
    }

    /** One list after the other. */
    static List<JsonValue> joined(List<JsonValue> first, List<JsonValue> second) {
        List<JsonValue> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    /** The object without some of its members. */
    static JsonValue.Obj without(JsonValue.Obj object, Set<String> names) {
        ObjectBuilder rest = Json.object();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            if (!names.contains(member.getKey())) {
                rest.put(member.getKey(), member.getValue());
            }
        }
        return rest.build();
    }
}
