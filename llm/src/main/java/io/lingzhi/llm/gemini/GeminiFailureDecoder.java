package io.lingzhi.llm.gemini;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.CommonRefusals;
import io.lingzhi.llm.protocol.RetryAfter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells what an upstream's error means. Google answers a bad key with 400, so words and details count before the
 * status; an error inside a stream has no status but the one it names as its code.
 */
final class GeminiFailureDecoder {
    private static final Pattern CONTEXT =
            Pattern.compile("(?i)exceeds the maximum number of tokens|maximum context length"
                    + "|context[ _]length|context window|input token count.{0,80}exceed|prompt is too long");
    private static final Pattern BAD_KEY =
            Pattern.compile("(?i)api key (is )?(not valid|invalid|expired|not found)" + "|reported as leaked");
    private static final Pattern NO_MODEL =
            Pattern.compile("(?i)\\bmodels?\\b.{0,300}(not found|not exist|does not exist|unknown|not supported)");
    private static final Pattern BILLING =
            Pattern.compile("(?i)credits? (are|is) depleted" + "|billing (account|details) .{0,60}(disabled|required)");

    private GeminiFailureDecoder() {}

    static Failure decode(int status, Map<String, String> headers, byte[] body) {
        GoogleError error = GoogleError.of(body);
        return CommonRefusals.in(status, headers, body, error.message())
                .orElseGet(() -> decode(status, error, RetryAfter.in(headers).or(error::retryDelay)));
    }

    /** The meaning of an object with a member {@code error}, sent where an answer should be. */
    static Failure inAnswer(JsonValue.Obj body) {
        GoogleError error = GoogleError.of(body);
        return decode(error.code() == 0 ? status(error.status()) : error.code(), error, error.retryDelay());
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // as the failures have it
    private static Failure decode(int status, GoogleError error, Optional<Duration> wait) {
        return byWords(status, error, wait).orElseGet(() -> byStatus(status, error, wait));
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // as the failures have it
    private static Optional<Failure> byWords(int status, GoogleError error, Optional<Duration> wait) {
        String message = error.message();
        boolean badKey = error.hasReason("API_KEY_INVALID")
                || ((status == 400 || status == 403) && BAD_KEY.matcher(message).find());
        if (badKey) {
            return Optional.of(new Failure.Unauthenticated(told(status, error)));
        }
        if ((status == 400 || status == 0) && CONTEXT.matcher(message).find()) {
            return Optional.of(new Failure.ContextTooLong(own(status, error)));
        }
        if (status == 404 && NO_MODEL.matcher(message).find()) {
            return Optional.of(new Failure.UnknownModel(told(status, error), List.of()));
        }
        if (status == 429 && (error.dayQuotaUsedUp() || BILLING.matcher(message).find())) {
            return Optional.of(new Failure.QuotaExhausted(told(status, error), wait));
        }
        boolean notAllowed = status == 400 && error.status().equals("FAILED_PRECONDITION");
        return notAllowed ? Optional.of(new Failure.Forbidden(told(status, error))) : Optional.empty();
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // as the failures have it
    private static Failure byStatus(int status, GoogleError error, Optional<Duration> wait) {
        String told = told(status, error);
        return switch (status) {
            case 400, 409, 422 -> invalid(status, error);
            case 401 -> new Failure.Unauthenticated(told);
            case 402 -> new Failure.QuotaExhausted(told, wait);
            case 403 -> new Failure.Forbidden(told);
            case 408, 504, 524 -> new Failure.TimedOut(told, true);
            case 413 -> new Failure.PayloadTooLarge(own(status, error));
            case 429 -> new Failure.RateLimited(told, wait);
            case 503, 529 -> new Failure.Overloaded(told, wait);
            default -> new Failure.UpstreamFault(told);
        };
    }

    private static Failure invalid(int status, GoogleError error) {
        Optional<String> code = Optional.of(error.status()).filter(word -> !word.isEmpty());
        return new Failure.InvalidRequest(own(status, error), error.field(), code);
    }

    /** The HTTP status of a status word; 0 for a word without one. https://cloud.google.com/apis/design/errors */
    private static int status(String word) {
        return switch (word) {
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> 400;
            case "UNAUTHENTICATED" -> 401;
            case "PERMISSION_DENIED" -> 403;
            case "NOT_FOUND" -> 404;
            case "RESOURCE_EXHAUSTED" -> 429;
            case "UNAVAILABLE" -> 503;
            case "DEADLINE_EXCEEDED" -> 504;
            default -> 0;
        };
    }

    /** The upstream's own words, which the caller can act on. */
    private static String own(int status, GoogleError error) {
        return error.message().isEmpty() ? told(status, error) : error.message();
    }

    /** The upstream's words as a report about the upstream. */
    private static String told(int status, GoogleError error) {
        String head = status == 0 ? "The upstream reported an error" : "The upstream answered HTTP " + status;
        return error.message().isEmpty() ? head + " without a readable message." : head + ": " + error.message();
    }
}
