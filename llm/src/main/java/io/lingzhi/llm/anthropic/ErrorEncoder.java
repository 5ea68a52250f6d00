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
        boolean unnoticed =
                failure instanceof Failure.ContextTooLong && !failure.message().contains(TOO_LONG);
        return unnoticed ? TOO_LONG + ": " + failure.message() : failure.message();
    }

    private static String type(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest ignored -> "invalid_request_error";
            case Failure.Unsupported ignored -> "invalid_request_error";
            case Failure.ContextTooLong ignored -> "invalid_request_error";
            case Failure.Unauthenticated ignored -> "authentication_error";
            case Failure.Forbidden ignored -> "permission_error";
            case Failure.UnknownRoute ignored -> "not_found_error";
            case Failure.UnknownModel ignored -> "not_found_error";
            case Failure.PayloadTooLarge ignored -> "request_too_large";
            case Failure.RateLimited ignored -> "rate_limit_error";
            case Failure.QuotaExhausted ignored -> "rate_limit_error";
            case Failure.Overloaded ignored -> "overloaded_error";
            case Failure.TimedOut ignored -> "timeout_error";
            case Failure.NoCredential ignored -> "api_error";
            case Failure.Unreachable ignored -> "api_error";
            case Failure.UpstreamFault ignored -> "api_error";
            case Failure.InternalFault ignored -> "api_error";
        };
    }
}
