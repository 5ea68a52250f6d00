package io.lingzhi.llm.protocol;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an error body or event says, in the shapes that OpenAI and compatible upstreams use: {@code {"error":{...}}},
 * the same in a list or inside {@code response}, the members themselves as in the {@code error} event,
 * {@code {"error":"text"}}, {@code {"message","code"}}, {@code {"detail":"text"}}, or plain text.
 *
 * @param message fit to show; empty when the body says nothing
 * @param code the code as text, or empty
 * @param status the HTTP status that it names, 0 when it names none
 * @param reset when the limit that was met is filled again
 */
record OpenAiErrorBody(String message, String type, Optional<String> param, String code, int status, Reset reset) {
    private static final int MAX_PLAIN_BYTES = 4096;

    /**
     * When a limit is filled again, as {@code resets_in_seconds} and {@code resets_at} (seconds since 1970) tell beside
     * {@code usage_limit_reached}.
     */
    record Reset(Optional<Long> inSeconds, Optional<Long> atSeconds) {
        static final Reset UNKNOWN = new Reset(Optional.empty(), Optional.empty());
    }

    /** How long until then; the answer's own {@code date} is the clock. */
    Optional<Duration> resets(Map<String, String> headers) {
        return reset.inSeconds()
                .or(() -> reset.atSeconds()
                        .flatMap(at -> RetryAfter.clock(headers).map(now -> at - now.getEpochSecond())))
                .filter(seconds -> seconds > 0)
                .map(seconds -> Duration.ofSeconds(Math.min(seconds, RetryAfter.MAX.toSeconds())));
    }

    /** Code and message, for who looks for words. */
    String words() {
        return code.isEmpty() ? message : code + ": " + message;
    }

    static OpenAiErrorBody of(byte[] body) {
        try {
            return of(Json.parse(body));
        } catch (JsonSyntaxException e) {
            byte[] beginning = Arrays.copyOf(body, Math.min(body.length, MAX_PLAIN_BYTES));
            return plain(UpstreamText.plainText(new String(beginning, StandardCharsets.UTF_8)));
        }
    }

    static OpenAiErrorBody of(JsonValue body) {
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

    private static OpenAiErrorBody ofObject(JsonValue.Obj body) {
        JsonValue.Obj holder = body.get("response") instanceof JsonValue.Obj response ? response : body;
        JsonValue found = body.get("error") == JsonValue.Null.NULL ? holder.get("error") : body.get("error");
        if (found instanceof JsonValue.Str(String text)) {
            return plain(UpstreamText.message(text));
        }
        JsonValue.Obj error = found instanceof JsonValue.Obj inner ? inner : holder;
        String message =
                error.string("message").or(() -> error.string("detail")).orElse("");
        Optional<String> param = error.string("param").map(UpstreamText::message);
        String code = word(error.get("code"));
        return new OpenAiErrorBody(
                UpstreamText.message(message),
                word(error.get("type")),
                param,
                code,
                status(body, error, code),
                new Reset(error.integer("resets_in_seconds"), error.integer("resets_at")));
    }

    private static int status(JsonValue.Obj body, JsonValue.Obj error, String code) {
        return body.integer("status")
                .or(() -> body.integer("status_code"))
                .or(() -> error.integer("status"))
                .filter(status -> status >= 400 && status <= 599)
                .map(Long::intValue)
                .orElse(code.matches("[45]\\d\\d") ? Integer.parseInt(code) : 0);
    }

    private static OpenAiErrorBody plain(String message) {
        return new OpenAiErrorBody(message, "", Optional.empty(), "", 0, Reset.UNKNOWN);
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
