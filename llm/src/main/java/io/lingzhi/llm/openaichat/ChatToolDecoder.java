package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.ToolChoice.Mode;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tools of a Chat request and what it says about calling them, the legacy {@code functions} included. */
final class ChatToolDecoder {
    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";

    private ChatToolDecoder() {}

    static List<Tool> tools(RequestObject request) throws RejectedException {
        List<Tool> tools = new ArrayList<>();
        for (RequestObject tool : request.objects("tools")) {
            tools.add(tool(tool));
        }
        for (RequestObject function : request.objects("functions")) {
            tools.add(function(function, Optional.empty()));
        }
        return tools;
    }

    /** A tool that is no function and takes no free text is carried as it is. */
    private static Tool tool(RequestObject tool) throws RejectedException {
        return switch (tool.json().string("type", FUNCTION)) {
            case FUNCTION -> function(tool.requiredObject(FUNCTION), CacheControl.on(tool.json()));
            case CUSTOM -> custom(tool.requiredObject(CUSTOM));
            default -> new Tool.Opaque(Protocol.OPENAI_CHAT, tool.json());
        };
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
                        && chosen(object).isEmpty()
                ? Optional.of(object)
                : Optional.empty();
    }

    private static Tool function(RequestObject function, Optional<Part.CacheMark> cached) throws RejectedException {
        return new Tool.Function(
                function.requiredText("name"),
                function.text("description"),
                function.object("parameters").map(RequestObject::json).orElse(JsonValue.Obj.EMPTY),
                function.bool("strict").orElse(false),
                cached.or(() -> CacheControl.on(function.json())));
    }

    private static Tool custom(RequestObject custom) throws RejectedException {
        return new Tool.Custom(
                custom.requiredText("name"),
                custom.text("description"),
                custom.object("format").map(format -> InputFormat.decode(format.json())));
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
        Optional<String> name = chosen(object);
        return new ToolChoice(name.isPresent() ? Mode.NAMED : Mode.DEFAULT, name, parallel);
    }

    /** The name in {@code {"type":"function","function":{"name"}}}, the same of a custom tool, or the legacy form. */
    private static Optional<String> chosen(JsonValue.Obj object) {
        return switch (object.string("type", FUNCTION)) {
            case FUNCTION -> object.object(FUNCTION).string("name").or(() -> object.string("name"));
            case CUSTOM -> object.object(CUSTOM).string("name");
            default -> Optional.empty();
        };
    }
}
