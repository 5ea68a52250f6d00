package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.Optional;

/**
 * A failure in the words that all OpenAI protocols share: the members of the object {@code error}.
 *
 * @param type such as {@code invalid_request_error}; {@code server_error} is what may pass when asked again
 */
public record OpenAiError(String message, String type, Optional<String> param, Optional<String> code) {
    /** The type of faults that are not the request's own. */
    public static final String SERVER_ERROR = "server_error";

    private static final String REQUEST_ERROR = "invalid_request_error";

    /** @param conversation the field that holds what the model reads, which is to blame when that is too long */
    public static OpenAiError of(Failure failure, String conversation) {
        String message = failure.message();
        return switch (failure) {
            case Failure.InvalidRequest(String ignored, Optional<String> param, Optional<String> code) ->
                new OpenAiError(message, REQUEST_ERROR, param, code);
            case Failure.PayloadTooLarge ignored -> request(message, "payload_too_large");
            case Failure.UnknownRoute ignored -> request(message, "unknown_url");
            case Failure.Unsupported ignored -> request(message, "unsupported");
            case Failure.ContextTooLong ignored ->
                new OpenAiError(
                        message, REQUEST_ERROR, Optional.of(conversation), Optional.of("context_length_exceeded"));
            case Failure.UnknownModel ignored ->
                new OpenAiError(message, REQUEST_ERROR, Optional.of("model"), Optional.of("model_not_found"));
            case Failure.Unauthenticated ignored -> of(message, "authentication_error", "invalid_api_key");
            case Failure.Forbidden ignored -> of(message, "permission_error", "forbidden");
            case Failure.RateLimited ignored -> of(message, "rate_limit_error", "rate_limit_exceeded");
            case Failure.QuotaExhausted ignored -> of(message, "insufficient_quota", "insufficient_quota");
            case Failure.NoCredential ignored -> server(message, "no_credential");
            case Failure.Overloaded ignored -> server(message, "overloaded");
            case Failure.Unreachable ignored -> server(message, "upstream_unreachable");
            case Failure.TimedOut ignored -> server(message, "timeout");
            case Failure.UpstreamFault ignored -> server(message, "upstream_error");
            case Failure.InternalFault ignored -> server(message, "internal_error");
        };
    }

    /** The failure as a whole answer, {@code {"error":{...}}}. */
    public static WireError answer(Failure failure, String conversation) {
        byte[] body = Json.bytes(of(failure, conversation).body());
        return new WireError(FailureStatus.of(failure), FailureStatus.headers(failure), body);
    }

    /** {@code {"error":{...}}}. */
    public JsonValue.Obj body() {
        return Json.object().put("error", json()).build();
    }

    /** {@code {"message","type","param","code"}}. */
    public JsonValue.Obj json() {
        return Json.object()
                .put("message", message)
                .put("type", type)
                .put("param", param.<JsonValue>map(JsonValue::of).orElse(JsonValue.Null.NULL))
                .put("code", code.<JsonValue>map(JsonValue::of).orElse(JsonValue.Null.NULL))
                .build();
    }

    private static OpenAiError request(String message, String code) {
        return of(message, REQUEST_ERROR, code);
    }

    private static OpenAiError server(String message, String code) {
        return of(message, SERVER_ERROR, code);
    }

    private static OpenAiError of(String message, String type, String code) {
        return new OpenAiError(message, type, Optional.empty(), Optional.of(code));
    }
}
