package io.lingzhi.llm.gemini;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.UpstreamText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an error body says: {@code {"error":{"code","message","status","details":[...]}}}, the same in a list,
 * {@code {"error":"text"}}, or plain text.
 *
 * <p>Source: https://cloud.google.com/apis/design/errors, read 2026-11-22.
 *
 * @param code the HTTP status that it names; 0 when it names none
 * @param message fit to show; empty when the body says nothing
 * @param status such as {@code RESOURCE_EXHAUSTED}; empty when it names none
 * @param details the members of all details, each list item for itself
 */
record GoogleError(int code, String message, String status, List<JsonValue.Obj> details) {
    private static final int MAX_PLAIN_BYTES = 4096;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,7}(\\.\\d{1,9})?s");

    GoogleError {
        details = List.copyOf(details);
    }

    static GoogleError of(byte[] body) {
        try {
            return of(Json.parse(body));
        } catch (JsonSyntaxException e) {
            byte[] beginning = Arrays.copyOf(body, Math.min(body.length, MAX_PLAIN_BYTES));
            return plain(UpstreamText.plainText(new String(beginning, StandardCharsets.UTF_8)));
        }
    }

    static GoogleError of(JsonValue body) {
        return switch (body) {
            case JsonValue.Obj object -> ofObject(object);
            case JsonValue.Arr(List<JsonValue> items) -> items.isEmpty() ? plain("") : of(items.getFirst());
            case JsonValue.Str(String text) -> plain(UpstreamText.message(text));
            case JsonValue.Num ignored -> plain("");
            case JsonValue.Bool ignored -> plain("");
            case JsonValue.Null ignored -> plain("");
        };
    }

    private static GoogleError ofObject(JsonValue.Obj body) {
        if (body.get("error") instanceof JsonValue.Str(String text)) {
            return plain(UpstreamText.message(text));
        }
        JsonValue.Obj error = body.get("error") instanceof JsonValue.Obj inner ? inner : body;
        List<JsonValue.Obj> details = error.list("details").stream()
                .filter(JsonValue.Obj.class::isInstance)
                .map(JsonValue.Obj.class::cast)
                .toList();
        int code = error.integer("code")
                .filter(number -> number >= 400 && number < 600)
                .orElse(0L)
                .intValue();
        return new GoogleError(
                code, UpstreamText.message(error.string("message", "")), error.string("status", ""), details);
    }

    private static GoogleError plain(String message) {
        return new GoogleError(0, message, "", List.of());
    }

    /** Whether an {@code ErrorInfo} gives this reason, such as {@code API_KEY_INVALID}. */
    boolean hasReason(String reason) {
        return details.stream().anyMatch(detail -> detail.string("reason", "").equals(reason));
    }

    /** How long to wait, of {@code RetryInfo}. */
    Optional<Duration> retryDelay() {
        return details.stream()
                .flatMap(detail -> detail.string("retryDelay").stream())
                .filter(delay -> SECONDS.matcher(delay).matches())
                .findFirst()
                .map(delay -> Duration.ofMillis((long)
                        Math.ceil(1000 * Double.parseDouble(delay.substring(0, delay.length() - 1)))));
    }

    /** Whether a quota that lasts a day is used up, of {@code QuotaFailure}. */
    boolean dayQuotaUsedUp() {
        return details.stream()
                .flatMap(detail -> detail.list("violations").stream())
                .anyMatch(violation -> violation instanceof JsonValue.Obj object
                        && object.string("quotaId", "").contains("PerDay"));
    }

    /** The field that is wrong, of {@code BadRequest}. */
    Optional<String> field() {
        return details.stream()
                .flatMap(detail -> detail.list("fieldViolations").stream())
                .flatMap(violation ->
                        violation instanceof JsonValue.Obj object ? object.string("field").stream() : Stream.empty())
                .filter(field -> !field.isEmpty())
                .map(UpstreamText::message)
                .findFirst();
    }
}
