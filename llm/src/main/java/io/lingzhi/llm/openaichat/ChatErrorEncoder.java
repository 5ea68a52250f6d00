package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.FailureStatus;
import io.lingzhi.llm.protocol.WireError;
import java.util.Optional;

/** Writes failures as OpenAI does: {@code {"error":{"message","type","param","code"}}}. */
final class ChatErrorEncoder {
    private ChatErrorEncoder() {}

    static WireError encode(Failure failure) {
        return new WireError(
                FailureStatus.of(failure),
                FailureStatus.headers(failure),
                body(failure).bytes());
    }

    static byte[] encodeInStream(Failure failure) {
        return ChatStreamEncoder.frame(body(failure));
    }

    private static ObjectBuilder body(Failure failure) {
        Label label = label(failure);
        ObjectBuilder error = Json.object()
                .put("message", failure.message())
                .put("type", label.type)
                .put("param", orNull(label.param))
                .put("code", orNull(label.code));
        return Json.object().put("error", error.build());
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.isPresent() ? JsonValue.of(text.get()) : JsonValue.Null.NULL;
    }

    private static Label label(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest(String ignored, Optional<String> param, Optional<String> code) ->
                new Label("invalid_request_error", param, code);
            case Failure.PayloadTooLarge ignored -> request("payload_too_large");
            case Failure.UnknownRoute ignored -> request("unknown_url");
            case Failure.Unsupported ignored -> request("unsupported");
            case Failure.ContextTooLong ignored ->
                new Label("invalid_request_error", Optional.of("messages"), Optional.of("context_length_exceeded"));
            case Failure.UnknownModel ignored ->
                new Label("invalid_request_error", Optional.of("model"), Optional.of("model_not_found"));
            case Failure.Unauthenticated ignored -> Label.of("authentication_error", "invalid_api_key");
            case Failure.Forbidden ignored -> Label.of("permission_error", "forbidden");
            case Failure.RateLimited ignored -> Label.of("rate_limit_error", "rate_limit_exceeded");
            case Failure.QuotaExhausted ignored -> Label.of("insufficient_quota", "insufficient_quota");
            case Failure.NoCredential ignored -> server("no_credential");
            case Failure.Overloaded ignored -> server("overloaded");
            case Failure.Unreachable ignored -> server("upstream_unreachable");
            case Failure.TimedOut ignored -> server("timeout");
            case Failure.UpstreamFault ignored -> server("upstream_error");
            case Failure.InternalFault ignored -> server("internal_error");
        };
    }

    private static Label request(String code) {
        return Label.of("invalid_request_error", code);
    }

    private static Label server(String code) {
        return Label.of("server_error", code);
    }

    private record Label(String type, Optional<String> param, Optional<String> code) {
        static Label of(String type, String code) {
            return new Label(type, Optional.empty(), Optional.of(code));
        }
    }
}
