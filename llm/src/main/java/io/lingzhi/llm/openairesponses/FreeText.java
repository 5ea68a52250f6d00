package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;

/**
 * The free text of a custom tool's call, and the arguments {@code {"input":"..."}} that stand for it where a tool can
 * only be a function.
 */
final class FreeText {
    private static final String INPUT = "input";

    private FreeText() {}

    static String asArguments(String text) {
        return Json.text(Json.object().put(INPUT, text).build());
    }

    /** The text in such arguments; anything else is the text itself. */
    static String of(String arguments) {
        if (!arguments.stripLeading().startsWith("{")) {
            return arguments;
        }
        try {
            return Json.parse(arguments) instanceof JsonValue.Obj object
                    ? object.string(INPUT).orElse(arguments)
                    : arguments;
        } catch (JsonSyntaxException e) {
            return arguments;
        }
    }
}
