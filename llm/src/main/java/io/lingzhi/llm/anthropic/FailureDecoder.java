package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.CommonRefusals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells what an upstream's error means. What the message says counts before the status, because Anthropic answers 400
 * for many things; an error inside a stream has no status, so there its type counts.
 *
 * <p>Source: https://docs.anthropic.com/en/api/errors, read 2026-11-22.
 */
final class FailureDecoder {
    private static final Pattern CONTEXT = Pattern.compile(
            "(?i)prompt is too long|exceeds? (the )?context|context (length|window|limit)|input is too long");
    private static final Pattern QUOTA =
            Pattern.compile("(?i)credit balance is too low|insufficient (balance|quota|credit)|usage limits?\\b|"
                    + "spend(ing)? limit");
    private static final Pattern FAST_CREDITS = Pattern.compile("(?i)credits? (are )?required for fast mode");
    private static final Pattern MODEL = Pattern.compile("(?i)\\bmodels?\\b");

    private final int status;
    private final UpstreamError error;
    private final Optional<Duration> wait;
    private final String head;

    private FailureDecoder(int status, UpstreamError error, Optional<Duration> wait, String head) {
        this.status = status;
        this.error = error;
        this.wait = wait;
        this.head = head;
    }

    static Failure decode(int status, Map<String, String> headers, byte[] body) {
        String head = "The upstream answered HTTP " + status;
        UpstreamError error = UpstreamError.of(body);
        int named = status == 400 ? status(error.type()) : 0; // compatible upstreams answer 400 to almost anything
        int told = named == 0 ? status : named;
        return CommonRefusals.in(told, headers, body, error.message())
                .orElseGet(() -> new FailureDecoder(told, error, LimitReset.in(headers), head).failure());
    }

    /** The meaning of an object that was sent where an answer should be. */
    static Failure inAnswer(JsonValue.Obj body) {
        UpstreamError error = UpstreamError.of(body);
        String head = "The upstream reported an error";
        return new FailureDecoder(status(error.type()), error, Optional.empty(), head).failure();
    }

    /** The status that goes with an error's type; 0 for a type that names none. */
    private static int status(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 0;
        };
    }

    private Failure failure() {
        return byWords().orElseGet(this::byStatus);
    }

    private Optional<Failure> byWords() {
        String message = error.message();
        boolean requestFault = status == 0 || status == 400 || status == 413 || status == 422;
        if (FAST_CREDITS.matcher(message).find()) {
            return Optional.of(invalid()); // a fault of this request, not of the key
        }
        if (error.type().equals("billing_error")
                || (requestFault && QUOTA.matcher(message).find())) {
            return Optional.of(new Failure.QuotaExhausted(told(), wait));
        }
        if (requestFault && CONTEXT.matcher(message).find()) {
            return Optional.of(new Failure.ContextTooLong(own()));
        }
        return Optional.empty();
    }

    private Failure byStatus() {
        return switch (status) {
            case 400, 409, 422 -> invalid();
            case 401 -> new Failure.Unauthenticated(told());
            case 402 -> new Failure.QuotaExhausted(told(), wait);
            case 403 -> new Failure.Forbidden(told());
            case 404 -> missing();
            case 408, 504, 524 -> new Failure.TimedOut(told(), true);
            case 413 -> new Failure.PayloadTooLarge(own());
            case 429 -> new Failure.RateLimited(told(), wait);
            case 503, 529 -> new Failure.Overloaded(told(), wait);
            default ->
                error.type().equals("overloaded_error")
                        ? new Failure.Overloaded(told(), wait)
                        : new Failure.UpstreamFault(told());
        };
    }

    /** A model that the upstream does not have, or an address that is no upstream of this protocol. */
    private Failure missing() {
        return MODEL.matcher(error.message()).find()
                ? new Failure.UnknownModel(told(), List.of())
                : new Failure.UpstreamFault(told());
    }

    private Failure invalid() {
        return new Failure.InvalidRequest(own(), Optional.empty(), Optional.empty());
    }

    /** The upstream's own words, which the caller can act on. */
    private String own() {
        return error.message().isEmpty() ? told() : error.message();
    }

    /** The upstream's words as a report about the upstream. */
    private String told() {
        return error.message().isEmpty() ? head + " without a readable message." : head + ": " + error.message();
    }
}
