package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Tool;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The free text that a custom tool is called with, and the arguments {@code {"input":"..."}} that stand for it where a
 * tool can only be a function.
 */
final class FreeText {
    /** The schema of those arguments. */
    static final JsonValue.Obj SCHEMA = Json.object()
            .put("type", "object")
            .put(
                    "properties",
                    Json.object()
                            .put("input", Json.object().put("type", "string").build())
                            .build())
            .put("required", List.of(JsonValue.of("input")))
            .build();

    private FreeText() {}

    /** The names of a request's custom tools. */
    static Set<String> tools(ChatRequest request) {
        Set<String> names = new HashSet<>();
        for (Tool tool : request.tools()) {
            if (tool instanceof Tool.Custom custom) {
                names.add(custom.name());
            }
        }
        return Set.copyOf(names);
    }

    static String asArguments(String text) {
        return Json.text(Json.object().put("input", text).build());
    }

    /** The text in such arguments; anything else is the text itself. */
    static String in(String arguments) {
        if (!arguments.stripLeading().startsWith("{")) {
            return arguments;
        }
        try {
            return Json.parse(arguments) instanceof JsonValue.Obj object
                            && object.members().size() == 1
                    ? object.string("input").orElse(arguments)
                    : arguments;
        } catch (JsonSyntaxException e) {
            return arguments;
        }
    }
}
