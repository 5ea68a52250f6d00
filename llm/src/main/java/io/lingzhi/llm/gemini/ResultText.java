package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.util.Optional;

/**
 * The {@code response} of a tool's result: an object, by convention with one member {@code result} or {@code output},
 * or {@code error} when the tool failed. An object without these words is the result itself.
 */
final class ResultText {
    private static final String RESULT = "result";
    private static final String ERROR = "error";

    private ResultText() {}

    static Optional<String> read(JsonValue.Obj response) {
        if (response.members().isEmpty()) {
            return Optional.empty();
        }
        JsonValue said =
                isWrapped(response) ? response.members().values().iterator().next() : response;
        return Optional.of(said instanceof JsonValue.Str(String text) ? text : Json.text(said));
    }

    static boolean isError(JsonValue.Obj response) {
        return isWrapped(response) && response.has(ERROR);
    }

    /** An empty text says an empty object; a text that is a JSON object is not written as a text again. */
    static JsonValue.Obj write(String text, boolean error) {
        return text.isEmpty() && !error
                ? JsonValue.Obj.EMPTY
                : Json.object().put(error ? ERROR : RESULT, value(text)).build();
    }

    private static boolean isWrapped(JsonValue.Obj response) {
        return response.members().size() == 1
                && (response.has(RESULT) || response.has("output") || response.has(ERROR));
    }

    private static JsonValue value(String text) {
        if (!text.startsWith("{")) {
            return JsonValue.of(text);
        }
        try {
            return Json.parse(text) instanceof JsonValue.Obj object ? object : JsonValue.of(text);
        } catch (JsonSyntaxException e) {
            return JsonValue.of(text);
        }
    }
}
