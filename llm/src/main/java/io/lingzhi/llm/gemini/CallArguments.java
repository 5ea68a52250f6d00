package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;

/**
 * The {@code args} of a call, which must be an object. A text that is none, such as the free text of a custom tool or
 * JSON that the model broke off, is kept as the member {@code input}.
 */
final class CallArguments {
    private CallArguments() {}

    static JsonValue.Obj of(String arguments) {
        if (arguments.isBlank()) {
            return JsonValue.Obj.EMPTY;
        }
        try {
            return Json.parse(arguments) instanceof JsonValue.Obj object ? object : input(arguments);
        } catch (JsonSyntaxException e) {
            return input(arguments);
        }
    }

    private static JsonValue.Obj input(String text) {
        return Json.object().put("input", text).build();
    }
}
