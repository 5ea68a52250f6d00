package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.UpstreamText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What an error body says: {@code {"type":"error","error":{"type","message"}}}, the same without the outer type,
 * {@code {"error":"text"}}, {@code {"type","message"}}, or plain text.
 *
 * @param message fit to show; empty when the body says nothing
 * @param type the error's kind in the upstream's word, or empty
 */
record UpstreamError(String message, String type) {
    private static final int MAX_PLAIN_BYTES = 4096;

    static UpstreamError of(byte[] body) {
        try {
            return Json.parse(body) instanceof JsonValue.Obj object ? of(object) : new UpstreamError("", "");
        } catch (JsonSyntaxException e) {
            byte[] beginning = Arrays.copyOf(body, Math.min(body.length, MAX_PLAIN_BYTES));
            return new UpstreamError(UpstreamText.plainText(new String(beginning, StandardCharsets.UTF_8)), "");
        }
    }

    static UpstreamError of(JsonValue.Obj body) {
        if (body.get("error") instanceof JsonValue.Str(String text)) {
            return new UpstreamError(UpstreamText.message(text), "");
        }
        JsonValue.Obj error = body.get("error") instanceof JsonValue.Obj inner ? inner : body;
        String message =
                error.string("message").or(() -> error.string("detail")).orElse("");
        return new UpstreamError(UpstreamText.message(message), UpstreamText.message(type(error)));
    }

    /** The kind; some compatible upstreams name it in {@code code}. */
    private static String type(JsonValue.Obj error) {
        String type = error.string("type", "");
        return type.isEmpty() || type.equals("error") ? error.string("code", "") : type;
    }
}
