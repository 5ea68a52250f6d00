package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.ToolChoice;
import io.lingzhi.llm.ToolChoice.Mode;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.Optional;

/** Reads what a request says about calling tools. */
final class ChoiceDecoder {
    private static final String FIELD = "tool_choice";

    private ChoiceDecoder() {}

    static ToolChoice choice(RequestObject request) throws RejectedException {
        Optional<Boolean> parallel = request.bool("parallel_tool_calls");
        return switch (request.json().get(FIELD)) {
            case JsonValue.Str(String word) -> new ToolChoice(mode(request, word), Optional.empty(), parallel);
            case JsonValue.Obj object -> {
                Optional<String> name = named(object);
                Mode mode = name.isPresent() ? Mode.NAMED : allowed(object);
                yield new ToolChoice(mode, name, parallel);
            }
            case JsonValue.Null ignored -> new ToolChoice(Mode.DEFAULT, Optional.empty(), parallel);
            case JsonValue.Arr ignored -> throw request.expected(FIELD, "a string or an object");
            case JsonValue.Num ignored -> throw request.expected(FIELD, "a string or an object");
            case JsonValue.Bool ignored -> throw request.expected(FIELD, "a string or an object");
        };
    }

    /** A choice that the vocabulary cannot say, or not wholly: a hosted tool, or a list of allowed ones. */
    static Optional<JsonValue> otherChoice(RequestObject request) {
        return request.json().get(FIELD) instanceof JsonValue.Obj object
                        && named(object).isEmpty()
                ? Optional.of(object)
                : Optional.empty();
    }

    private static Mode mode(RequestObject request, String word) throws RejectedException {
        return switch (word) {
            case "auto" -> Mode.AUTO;
            case "none" -> Mode.NONE;
            case "required", "any" -> Mode.REQUIRED;
            default -> throw request.expected(FIELD, "\"auto\", \"none\", \"required\" or an object");
        };
    }

    private static Mode allowed(JsonValue.Obj choice) {
        if (!choice.string("type", "").equals("allowed_tools")) {
            return Mode.DEFAULT;
        }
        return choice.string("mode", "").equals("required") ? Mode.REQUIRED : Mode.AUTO;
    }

    /** The flat name of the one tool to call; some clients nest the name as Chat does. */
    private static Optional<String> named(JsonValue.Obj choice) {
        String type = choice.string("type", "function");
        if (type.startsWith(ToolChoice.SEARCH)) {
            return Optional.of(ToolChoice.SEARCH); // chosen by its type, of which there are dated ones
        }
        if (!type.equals("function") && !type.equals("custom")) {
            return Optional.empty();
        }
        Optional<String> name =
                choice.string("name").or(() -> choice.object(type).string("name"));
        return choice.string("namespace").isPresent()
                ? name.map(own -> DeclaredTools.flatName(choice.string("namespace", ""), own))
                : name;
    }
}
