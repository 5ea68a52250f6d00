package io.lingzhi.assistant.http;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An answer that says what went wrong: problem details (RFC 9457, https://www.rfc-editor.org/rfc/rfc9457, read
 * 2026-11-22).
 */
record Problem(ProblemKind kind, Text detail, List<FieldError> errors, Optional<Duration> retryAfter) {
    Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(ProblemKind kind, Text detail) {
        return new Problem(kind, detail, List.of(), Optional.empty());
    }

    /** A wrong request; the errors are told as the detail, too. */
    static Problem ofFields(List<FieldError> errors) {
        return new Problem(ProblemKind.INVALID_REQUEST, Wording.fields(errors), errors, Optional.empty());
    }

    static Problem of(Failure failure) {
        ProblemKind kind = kind(failure);
        Text detail = FailureWording.of(failure);
        return new Problem(kind, detail, errors(failure, detail), failure.retryAfter());
    }

    /** Which kind of problem a failure is for the asker. */
    static ProblemKind kind(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest ignored -> ProblemKind.INVALID_REQUEST;
            case Failure.PayloadTooLarge ignored -> ProblemKind.BODY_TOO_LARGE;
            case Failure.UnknownRoute ignored -> ProblemKind.UPSTREAM_FAULT;
            case Failure.Unsupported ignored -> ProblemKind.UNSUPPORTED;
            case Failure.ContextTooLong ignored -> ProblemKind.CONTEXT_TOO_LONG;
            // The asker's own key was right, or the model would not have been asked: this one is the service's.
            case Failure.Unauthenticated ignored -> ProblemKind.UPSTREAM_KEY_REFUSED;
            case Failure.Forbidden ignored -> ProblemKind.FORBIDDEN;
            case Failure.UnknownModel ignored -> ProblemKind.UNKNOWN_MODEL;
            case Failure.NoCredential ignored -> ProblemKind.NO_CREDENTIAL;
            case Failure.RateLimited ignored -> ProblemKind.RATE_LIMITED;
            case Failure.QuotaExhausted ignored -> ProblemKind.QUOTA_EXHAUSTED;
            case Failure.Overloaded ignored -> ProblemKind.OVERLOADED;
            case Failure.Unreachable ignored -> ProblemKind.UPSTREAM_UNREACHABLE;
            case Failure.TimedOut ignored -> ProblemKind.TIMED_OUT;
            case Failure.UpstreamFault ignored -> ProblemKind.UPSTREAM_FAULT;
            case Failure.InternalFault ignored -> ProblemKind.INTERNAL;
        };
    }

    private static List<FieldError> errors(Failure failure, Text detail) {
        if (failure instanceof Failure.UnknownModel) {
            return List.of(new FieldError("model", detail));
        }
        return failure instanceof Failure.InvalidRequest invalid
                ? invalid.param()
                        .map(param -> List.of(new FieldError(param, detail)))
                        .orElse(List.of())
                : List.of();
    }

    /** The value of {@code Retry-After}: whole seconds, rounded up, at least 1. */
    Optional<String> retryAfterSeconds() {
        return retryAfter.map(
                wait -> Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds())));
    }

    JsonValue.Obj json(Language language, String requestId) {
        var object = Json.object()
                .put("type", kind.type())
                .put("title", kind.title().in(language))
                .put("status", kind.status())
                .put("detail", detail.in(language))
                .put("request_id", requestId);
        if (!errors.isEmpty()) {
            object.put(
                    "errors",
                    errors.stream()
                            .map(error -> Json.object()
                                    .put("field", error.field())
                                    .put("detail", error.detail().in(language))
                                    .build())
                            .toList());
        }
        return object.build();
    }
}
