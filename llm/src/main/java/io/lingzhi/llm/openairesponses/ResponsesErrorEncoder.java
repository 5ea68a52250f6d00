package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.FailureStatus;
import io.lingzhi.llm.protocol.WireError;
import java.util.List;
import java.util.Optional;

/**
 * Writes failures as OpenAI does: {@code {"error":{"message","type","param","code"}}}, and as a failed response in a
 * stream.
 */
final class ResponsesErrorEncoder {
    /** Later than all events of a stream whose count is not known here. */
    private static final long LAST = Integer.MAX_VALUE;

    private ResponsesErrorEncoder() {}

    static WireError encode(Failure failure) {
        byte[] body = Json.object().put("error", error(failure)).bytes();
        return new WireError(FailureStatus.of(failure), FailureStatus.headers(failure), body);
    }

    /** The end of a stream of which only its bytes are known. */
    static byte[] encodeInStream(Failure failure) {
        JsonValue.Obj response = Json.object()
                .put("object", "response")
                .put("status", "failed")
                .put("error", inResponse(failure))
                .put("output", List.of())
                .build();
        return ResponsesStreamEncoder.frame(Json.object()
                .put("type", "response.failed")
                .put("sequence_number", LAST)
                .put("response", response)
                .build());
    }

    /** The error object of an error body. */
    static JsonValue.Obj error(Failure failure) {
        Label label = label(failure);
        return Json.object()
                .put("message", failure.message())
                .put("type", label.type)
                .put("param", orNull(label.param))
                .put("code", orNull(label.code))
                .build();
    }

    /** The error object of a response; a fault that may pass is {@code server_error}, which clients ask again after. */
    static JsonValue.Obj inResponse(Failure failure) {
        Label label = label(failure);
        ObjectBuilder error = label.type.equals("server_error")
                ? Json.object().put("code", "server_error")
                : Json.object().put("code", label.code.orElse("invalid_prompt"));
        return error.put("message", failure.message()).build();
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.isPresent() ? JsonValue.of(text.get()) : JsonValue.Null.NULL;
    }

    private static Label label(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest(String ignored, Optional<String> param, Optional<String> code) ->
                new Label("invalid_request_error", param, code);
            case Failure.PayloadTooLarge ignored -> Label.of("invalid_request_error", "payload_too_large");
            case Failure.UnknownRoute ignored -> Label.of("invalid_request_error", "unknown_url");
            case Failure.Unsupported ignored -> Label.of("invalid_request_error", "unsupported");
            case Failure.ContextTooLong ignored ->
                new Label("invalid_request_error", Optional.of("input"), Optional.of("context_length_exceeded"));
            case Failure.UnknownModel ignored ->
                new Label("invalid_request_error", Optional.of("model"), Optional.of("model_not_found"));
            case Failure.Unauthenticated ignored -> Label.of("authentication_error", "invalid_api_key");
            case Failure.Forbidden ignored -> Label.of("permission_error", "forbidden");
            case Failure.RateLimited ignored -> Label.of("rate_limit_error", "rate_limit_exceeded");
            case Failure.QuotaExhausted ignored -> Label.of("insufficient_quota", "insufficient_quota");
            case Failure.NoCredential ignored -> Label.of("server_error", "no_credential");
            case Failure.Overloaded ignored -> Label.of("server_error", "overloaded");
            case Failure.Unreachable ignored -> Label.of("server_error", "upstream_unreachable");
            case Failure.TimedOut ignored -> Label.of("server_error", "timeout");
            case Failure.UpstreamFault ignored -> Label.of("server_error", "upstream_error");
            case Failure.InternalFault ignored -> Label.of("server_error", "internal_error");
        };
    }

    private record Label(String type, Optional<String> param, Optional<String> code) {
        static Label of(String type, String code) {
            return new Label(type, Optional.empty(), Optional.of(code));
        }
    }
}
