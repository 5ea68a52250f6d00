package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.FailureStatus;
import io.lingzhi.llm.protocol.WireError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes failures as Google does: {@code {"error":{"code","message","status","details"}}}. The details say how long to
 * wait ({@code RetryInfo}) and which field is wrong ({@code BadRequest}).
 */
final class GeminiErrorEncoder {
    private static final String TYPE = "type.googleapis.com/google.rpc.";

    private GeminiErrorEncoder() {}

    static WireError encode(Failure failure) {
        Map<String, String> headers = new HashMap<>(FailureStatus.headers(failure));
        if (FailureStatus.of(failure) == 429) {
            headers.putIfAbsent("retry-after", Long.toString(FailureStatus.DEFAULT_RETRY_AFTER.toSeconds()));
        }
        return new WireError(FailureStatus.of(failure), headers, Json.bytes(body(failure)));
    }

    static JsonValue.Obj body(Failure failure) {
        ObjectBuilder error = Json.object()
                .put("code", FailureStatus.of(failure))
                .put("message", failure.message())
                .put("status", status(failure));
        Optional<JsonValue> detail = field(failure).or(() -> wait(failure));
        detail.ifPresent(only -> error.put("details", List.of(only)));
        return Json.object().put("error", error.build()).build();
    }

    private static String status(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest ignored -> "INVALID_ARGUMENT";
            case Failure.PayloadTooLarge ignored -> "INVALID_ARGUMENT";
            case Failure.ContextTooLong ignored -> "INVALID_ARGUMENT";
            case Failure.Unsupported ignored -> "FAILED_PRECONDITION";
            case Failure.UnknownRoute ignored -> "NOT_FOUND";
            case Failure.UnknownModel ignored -> "NOT_FOUND";
            case Failure.Unauthenticated ignored -> "UNAUTHENTICATED";
            case Failure.Forbidden ignored -> "PERMISSION_DENIED";
            case Failure.RateLimited ignored -> "RESOURCE_EXHAUSTED";
            case Failure.QuotaExhausted ignored -> "RESOURCE_EXHAUSTED";
            case Failure.NoCredential ignored -> "UNAVAILABLE";
            case Failure.Overloaded ignored -> "UNAVAILABLE";
            case Failure.Unreachable ignored -> "UNAVAILABLE";
            case Failure.TimedOut ignored -> "DEADLINE_EXCEEDED";
            case Failure.UpstreamFault ignored -> "INTERNAL";
            case Failure.InternalFault ignored -> "INTERNAL";
        };
    }

    private static Optional<JsonValue> field(Failure failure) {
        if (!(failure instanceof Failure.InvalidRequest invalid)
                || invalid.param().isEmpty()) {
            return Optional.empty();
        }
        JsonValue violation = Json.object()
                .put("field", invalid.param().get())
                .put("description", invalid.message())
                .build();
        return Optional.of(
                detail("BadRequest").put("fieldViolations", List.of(violation)).build());
    }

    private static Optional<JsonValue> wait(Failure failure) {
        return FailureStatus.retryAfter(failure)
                .map(delay ->
                        detail("RetryInfo").put("retryDelay", seconds(delay)).build());
    }

    private static ObjectBuilder detail(String type) {
        return Json.object().put("@type", TYPE + type);
    }

    private static String seconds(Duration delay) {
        return delay.plusSeconds(1).minusNanos(1).toSeconds() + "s";
    }
}
