package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.UpstreamText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an error body says, in the shapes that compatible upstreams use: {@code {"error":{...}}}, the same in a list,
 * {@code {"error":"text"}}, {@code {"message","code"}}, {@code {"detail":"text"}}, or plain text.
 *
 * @param message fit to show; empty when the body says nothing
 * @param code the code as text, or empty
 */
record UpstreamError(String message, String type, Optional<String> param, String code) {
    private static final int MAX_PLAIN_BYTES = 4096;

    static UpstreamError of(byte[] body) {
        try {
            return of(Json.parse(body));
        } catch (JsonSyntaxException e) {
            byte[] beginning = Arrays.copyOf(body, Math.min(body.length, MAX_PLAIN_BYTES));
            return plain(UpstreamText.plainText(new String(beginning, StandardCharsets.UTF_8)));
        }
    }

    static UpstreamError of(JsonValue body) {
        return switch (body) {
            case JsonValue.Obj object -> ofObject(object);
            case JsonValue.Arr(List<JsonValue> items) ->
                items.size() == 1 && items.getFirst() instanceof JsonValue.Obj only ? ofObject(only) : plain("");
            case JsonValue.Str(String text) -> plain(UpstreamText.message(text));
            case JsonValue.Num ignored -> plain("");
            case JsonValue.Bool ignored -> plain("");
            case JsonValue.Null ignored -> plain("");
        };
    }

    private static UpstreamError ofObject(JsonValue.Obj body) {
        if (body.get("error") instanceof JsonValue.Str(String text)) {
            return plain(UpstreamText.message(text));
        }
        JsonValue.Obj error = body.get("error") instanceof JsonValue.Obj inner ? inner : body;
        String message =
                error.string("message").or(() -> error.string("detail")).orElse("");
        Optional<String> param = error.string("param").map(UpstreamText::message);
        return new UpstreamError(
                UpstreamText.message(message), word(error.get("type")), param, word(error.get("code")));
    }

    private static UpstreamError plain(String message) {
        return new UpstreamError(message, "", Optional.empty(), "");
    }

    private static String word(JsonValue value) {
        return switch (value) {
            case JsonValue.Str(String text) -> UpstreamText.message(text);
            case JsonValue.Num(String text) -> text;
            case JsonValue.Obj ignored -> "";
            case JsonValue.Arr ignored -> "";
            case JsonValue.Bool ignored -> "";
            case JsonValue.Null ignored -> "";
        };
    }
}
