package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes up calls of the tools that a request offers. */
final class ToolCalls {
    /** Pieces into which streamed arguments are cut, at most. */
    private static final int FRAGMENTS = 4;

    private ToolCalls() {}

    /** One call; the arguments are JSON text. */
    record Call(String id, String name, String arguments) {
        List<String> fragments() {
            return Texts.pieces(arguments, Math.max(1, (arguments.length() + FRAGMENTS - 1) / FRAGMENTS));
        }
    }

    /** So many calls, going round the tools. */
    static List<Call> of(List<Obj> tools, int count, long seed) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count && !tools.isEmpty(); i++) {
            Obj tool = tools.get(i % tools.size());
            String id = "call_" + Long.toHexString(seed) + "_" + i;
            calls.add(new Call(id, tool.string("name", "unnamed"), Json.text(arguments(tool.object("parameters")))));
        }
        return calls;
    }

    private static Obj arguments(Obj schema) {
        ObjectBuilder arguments = Json.object();
        for (Map.Entry<String, JsonValue> property :
                schema.object("properties").members().entrySet()) {
            if (property.getValue() instanceof Obj description) {
                arguments.put(property.getKey(), sample(description));
            }
        }
        return arguments.build();
    }

    private static JsonValue sample(Obj schema) {
        if (!schema.list("enum").isEmpty()) {
            return schema.list("enum").getFirst();
        }
        return switch (schema.string("type", "string")) {
            case "integer", "number" -> JsonValue.of(1);
            case "boolean" -> JsonValue.of(true);
            case "array" -> new JsonValue.Arr(List.of());
            case "object" -> arguments(schema);
            case "null" -> JsonValue.Null.NULL;
            default -> JsonValue.of("sample");
        };
    }
}
