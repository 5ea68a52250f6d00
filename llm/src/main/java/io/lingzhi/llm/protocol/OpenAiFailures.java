package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells what the error of an upstream means that speaks one of OpenAI's protocols, or nearly so. Words in the body
 * count before the status, because compatible upstreams agree more on them; an error inside a stream has no status but
 * the one that it may name.
 */
public final class OpenAiFailures {
    private static final Set<String> QUOTA = Set.of(
            "insufficient_quota",
            "billing_hard_limit_reached",
            "billing_not_active",
            "insufficient_balance",
            "arrearage");
    private static final Set<String> KEY = Set.of("invalid_api_key", "invalidapikey");
    private static final Set<String> MODEL = Set.of("model_not_found", "modelnotfound");
    private static final Set<String> CONTEXT = Set.of("context_length_exceeded", "context_too_large");
    private static final Set<String> RATE = Set.of(
            "rate_limit_exceeded", "rate_limit_error", "usage_limit_reached", "throttling", "throttling.ratequota");
    private static final Set<String> OVERLOAD =
            Set.of("overloaded_error", "overloaded", "server_overloaded", "server_is_overloaded", "slow_down");
    private static final Set<String> REQUEST = Set.of(
            "invalid_request_error",
            "invalid_request",
            "bad_request_error",
            "invalid_prompt",
            "invalid_value",
            "unsupported_value",
            "string_above_max_length",
            "message_too_big",
            "cyber_policy",
            "previous_response_not_found",
            "invalid_encrypted_content");

    /** Refusals of what was asked. No other upstream is asked to do what one has refused. */
    private static final Set<String> POLICY = Set.of(
            "content_policy_violation",
            "image_content_policy_violation",
            "content_filter",
            "responsibleaipolicyviolation",
            "data_inspection_failed",
            "datainspectionfailed",
            "moderation_blocked");

    private static final Pattern CONTEXT_WORDS =
            Pattern.compile("(?i)maximum context length|context[ _]length|context window|prompt is too long");
    private static final Pattern NO_MODEL =
            Pattern.compile("(?i)\\bmodel\\b.{0,300}(not found|not exist|does not exist|unknown)");
    private static final Pattern NOT_STORED = Pattern.compile("(?i)items are not persisted when .?store");
    private static final Pattern BAD_KEY = Pattern.compile("(?i)api key (is )?(not valid|invalid)");
    private static final Pattern AT_CAPACITY = Pattern.compile("(?i)model is at capacity");

    private OpenAiFailures() {}

    /** @param headers names in lower case */
    public static Failure decode(int status, Map<String, String> headers, byte[] body) {
        OpenAiErrorBody error = OpenAiErrorBody.of(body);
        Optional<Duration> wait = RetryAfter.in(headers).or(() -> error.resets(headers));
        return CommonRefusals.in(status, headers, body, error.words()).orElseGet(() -> decode(status, error, wait));
    }

    /** The meaning of an object that tells an error and was sent where an answer, or a piece of one, should be. */
    public static Failure inAnswer(JsonValue.Obj event) {
        OpenAiErrorBody error = OpenAiErrorBody.of(event);
        return decode(error.status(), error, Optional.empty());
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // known or not
    private static Failure decode(int status, OpenAiErrorBody error, Optional<Duration> wait) {
        return byWords(status, error, wait).orElseGet(() -> byStatus(status, error, wait));
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // known or not
    private static Optional<Failure> byWords(int status, OpenAiErrorBody error, Optional<Duration> wait) {
        boolean requestFault = status == 0 || status == 400 || status == 413 || status == 422;
        String message = error.message();
        if (says(error, QUOTA)) {
            return Optional.of(new Failure.QuotaExhausted(told(status, error), wait));
        }
        if (says(error, KEY) || (status == 400 && BAD_KEY.matcher(message).find())) {
            return Optional.of(new Failure.Unauthenticated(told(status, error)));
        }
        if (says(error, CONTEXT)
                || (requestFault && CONTEXT_WORDS.matcher(message).find())) {
            return Optional.of(new Failure.ContextTooLong(own(status, error)));
        }
        if (says(error, POLICY)) {
            return Optional.of(invalid(status, error));
        }
        if (says(error, MODEL) || (status == 404 && NO_MODEL.matcher(message).find())) {
            return Optional.of(new Failure.UnknownModel(told(status, error), List.of()));
        }
        if (NOT_STORED.matcher(message).find() || says(error, Set.of("previous_response_not_found"))) {
            return Optional.of(invalid(status, error));
        }
        if (AT_CAPACITY.matcher(message).find() || says(error, Set.of("usage_limit_reached"))) {
            return Optional.of(new Failure.RateLimited(told(status, error), wait));
        }
        if (status >= 500 && says(error, REQUEST)) {
            return Optional.of(invalid(status, error));
        }
        return status == 0 ? byWordsAlone(error) : Optional.empty();
    }

    private static Optional<Failure> byWordsAlone(OpenAiErrorBody error) {
        if (says(error, RATE)) {
            return Optional.of(new Failure.RateLimited(told(0, error), Optional.empty()));
        }
        if (says(error, OVERLOAD)) {
            return Optional.of(new Failure.Overloaded(told(0, error), Optional.empty()));
        }
        if (says(error, REQUEST)) {
            return Optional.of(invalid(0, error));
        }
        return Optional.empty();
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // known or not
    private static Failure byStatus(int status, OpenAiErrorBody error, Optional<Duration> wait) {
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

    private static Failure invalid(int status, OpenAiErrorBody error) {
        Optional<String> code = error.code().isEmpty() ? Optional.empty() : Optional.of(error.code());
        return new Failure.InvalidRequest(own(status, error), error.param(), code);
    }

    private static boolean says(OpenAiErrorBody error, Set<String> words) {
        return words.contains(error.code().toLowerCase(Locale.ROOT))
                || words.contains(error.type().toLowerCase(Locale.ROOT));
    }

    /** The upstream's own words, which the caller can act on. */
    private static String own(int status, OpenAiErrorBody error) {
        return error.message().isEmpty() ? told(status, error) : error.message();
    }

    /** The upstream's words as a report about the upstream. */
    private static String told(int status, OpenAiErrorBody error) {
        String head = status == 0 ? "The upstream reported an error" : "The upstream answered HTTP " + status;
        return Stream.of(error.message(), error.code(), error.type())
                .filter(words -> !words.isBlank())
                .findFirst()
                .map(words -> head + ": " + words)
                .orElse(head + " without a readable message.");
    }
}
