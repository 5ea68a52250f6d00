package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Tool;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.ToolChoice.Mode;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tools of a Chat request and what it says about calling them, the legacy {@code functions} included. */
final class ChatToolDecoder {
    private ChatToolDecoder() {}

    static List<Tool> tools(RequestObject request) throws RejectedException {
        List<Tool> tools = new ArrayList<>();
        for (RequestObject tool : request.objects("tools")) {
            if (isFunction(tool.json())) {
                tools.add(function(tool.requiredObject("function")));
            }
        }
        for (RequestObject function : request.objects("functions")) {
            tools.add(function(function));
        }
        return tools;
    }

    /** The tools that are no functions; they are carried as they are. */
    static List<JsonValue> otherTools(RequestObject request) {
        return request.json().list("tools").stream()
                .filter(tool -> tool instanceof JsonValue.Obj object && !isFunction(object))
                .toList();
    }

    static ToolChoice choice(RequestObject request) throws RejectedException {
        Optional<Boolean> parallel = request.bool("parallel_tool_calls");
        String field = request.has("tool_choice") ? "tool_choice" : "function_call";
        return switch (request.json().get(field)) {
            case JsonValue.Str(String word) -> new ToolChoice(mode(request, field, word), Optional.empty(), parallel);
            case JsonValue.Obj object -> objectChoice(object, parallel);
            case JsonValue.Null ignored -> new ToolChoice(Mode.DEFAULT, Optional.empty(), parallel);
            case JsonValue.Arr ignored -> throw request.expected(field, "a string or an object");
            case JsonValue.Num ignored -> throw request.expected(field, "a string or an object");
            case JsonValue.Bool ignored -> throw request.expected(field, "a string or an object");
        };
    }

    /** A choice that is no word and names no function; it is carried as it is. */
    static Optional<JsonValue> otherChoice(RequestObject request) {
        return request.json().get("tool_choice") instanceof JsonValue.Obj object
                        && chosenFunction(object).isEmpty()
                ? Optional.of(object)
                : Optional.empty();
    }

    private static boolean isFunction(JsonValue.Obj tool) {
        return tool.string("type", "function").equals("function");
    }

    private static Tool function(RequestObject function) throws RejectedException {
        return new Tool.Function(
                function.requiredText("name"),
                function.text("description"),
                function.object("parameters").map(RequestObject::json).orElse(JsonValue.Obj.EMPTY),
                function.bool("strict").orElse(false));
    }

    private static Mode mode(RequestObject request, String field, String word) throws RejectedException {
        return switch (word) {
            case "auto" -> Mode.AUTO;
            case "none" -> Mode.NONE;
            case "required", "any" -> Mode.REQUIRED;
            default -> throw request.expected(field, "\"auto\", \"none\", \"required\" or an object");
        };
    }

    private static ToolChoice objectChoice(JsonValue.Obj object, Optional<Boolean> parallel) {
        Optional<String> name = chosenFunction(object);
        return new ToolChoice(name.isPresent() ? Mode.NAMED : Mode.DEFAULT, name, parallel);
    }

    /** The name in {@code {"type":"function","function":{"name"}}}, or in the legacy {@code {"name"}}. */
    private static Optional<String> chosenFunction(JsonValue.Obj object) {
        return isFunction(object)
                ? object.object("function").string("name").or(() -> object.string("name"))
                : Optional.empty();
    }
}
