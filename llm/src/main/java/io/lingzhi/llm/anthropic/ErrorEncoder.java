package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.FailureStatus;
import io.lingzhi.llm.protocol.WireError;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes failures as Anthropic does: {@code {"type":"error","error":{"type","message"}}}.
 *
 * <p>Source: https://docs.anthropic.com/en/api/errors, read 2026-11-22.
 */
final class ErrorEncoder {
    /** The status of an overloaded upstream, which clients of this protocol know and wait for. */
    private static final int OVERLOADED = 529;

    private static final int RATE_LIMITED = 429;

    /** By this text agents notice that they have to shorten the conversation. */
    private static final String TOO_LONG = "prompt is too long";

    private ErrorEncoder() {}

    static WireError encode(Failure failure) {
        int status = failure instanceof Failure.Overloaded ? OVERLOADED : FailureStatus.of(failure);
        Map<String, String> headers = new TreeMap<>(FailureStatus.headers(failure));
        if (status == RATE_LIMITED) {
            headers.putIfAbsent("retry-after", Long.toString(FailureStatus.DEFAULT_RETRY_AFTER.toSeconds()));
        }
        return new WireError(status, headers, body(failure).bytes());
    }

    static byte[] encodeInStream(Failure failure) {
        return SseFrame.of(body(failure));
    }

    private static ObjectBuilder body(Failure failure) {
        ObjectBuilder error = Json.object().put("type", type(failure)).put("message", message(failure));
        return SseFrame.typed("error").put("error", error.build());
    }

    private static String message(Failure failure) {
        boolean unnoticed = failure instanceof Failure.ContextTooLong && !failure.message().contains(TOO_LONG);
        return unnoticed ? TOO_LONG + ": " + failure.message() : failure.message();
    }

    private static String type(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest _ -> "invalid_request_error";
            case Failure.Unsupported _ -> "invalid_request_error";
            case Failure.ContextTooLong _ -> "invalid_request_error";
            case Failure.Unauthenticated _ -> "authentication_error";
            case Failure.Forbidden _ -> "permission_error";
            case Failure.UnknownRoute _ -> "not_found_error";
            case Failure.UnknownModel _ -> "not_found_error";
            case Failure.PayloadTooLarge _ -> "request_too_large";
            case Failure.RateLimited _ -> "rate_limit_error";
            case Failure.QuotaExhausted _ -> "rate_limit_error";
            case Failure.Overloaded _ -> "overloaded_error";
            case Failure.TimedOut _ -> "timeout_error";
            case Failure.NoCredential _ -> "api_error";
            case Failure.Unreachable _ -> "api_error";
            case Failure.UpstreamFault _ -> "api_error";
            case Failure.InternalFault _ -> "api_error";
        };
    }
}
