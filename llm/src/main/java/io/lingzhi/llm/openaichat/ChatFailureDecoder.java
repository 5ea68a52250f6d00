package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.RetryAfter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells what an upstream's error means. Words in the body count before the status, because compatible upstreams agree
 * more on them; an error inside a stream has no status but the one it may name as its code.
 */
final class ChatFailureDecoder {
    private static final Set<String> QUOTA = Set.of(
            "insufficient_quota",
            "billing_hard_limit_reached",
            "billing_not_active",
            "insufficient_balance",
            "arrearage");
    private static final Set<String> KEY = Set.of("invalid_api_key", "invalidapikey");
    private static final Set<String> MODEL = Set.of("model_not_found", "modelnotfound");
    private static final Set<String> RATE =
            Set.of("rate_limit_exceeded", "rate_limit_error", "throttling", "throttling.ratequota");
    private static final Set<String> OVERLOAD = Set.of("overloaded_error", "overloaded", "server_overloaded");
    private static final Set<String> REQUEST = Set.of("invalid_request_error", "bad_request_error", "invalid_prompt");

    private static final Pattern CONTEXT =
            Pattern.compile("(?i)maximum context length|context[ _]length|context window|prompt is too long");
    private static final Pattern NO_MODEL =
            Pattern.compile("(?i)\\bmodel\\b.{0,300}(not found|not exist|does not exist|unknown)");
    private static final Pattern BAD_KEY = Pattern.compile("(?i)api key (is )?(not valid|invalid)");

    private ChatFailureDecoder() {}

    static Failure decode(int status, Map<String, String> headers, byte[] body) {
        return decode(status, UpstreamError.of(body), RetryAfter.in(headers));
    }

    /** The meaning of an object with a member {@code error}, sent where an answer should be. */
    static Failure inAnswer(JsonValue.Obj body) {
        UpstreamError error = UpstreamError.of(body);
        boolean named = error.code().matches("[45]\\d\\d");
        return decode(named ? Integer.parseInt(error.code()) : 0, error, Optional.empty());
    }

    private static Failure decode(int status, UpstreamError error, Optional<Duration> wait) {
        return byWords(status, error, wait).orElseGet(() -> byStatus(status, error, wait));
    }

    private static Optional<Failure> byWords(int status, UpstreamError error, Optional<Duration> wait) {
        boolean requestFault = status == 0 || status == 400 || status == 413 || status == 422;
        if (says(error, QUOTA)) {
            return Optional.of(new Failure.QuotaExhausted(told(status, error), wait));
        }
        if (says(error, KEY)
                || (status == 400 && BAD_KEY.matcher(error.message()).find())) {
            return Optional.of(new Failure.Unauthenticated(told(status, error)));
        }
        if (says(error, Set.of("context_length_exceeded"))
                || (requestFault && CONTEXT.matcher(error.message()).find())) {
            return Optional.of(new Failure.ContextTooLong(own(status, error)));
        }
        if (says(error, MODEL)
                || (status == 404 && NO_MODEL.matcher(error.message()).find())) {
            return Optional.of(new Failure.UnknownModel(told(status, error), List.of()));
        }
        return status == 0 ? byWordsAlone(error) : Optional.empty();
    }

    private static Optional<Failure> byWordsAlone(UpstreamError error) {
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

    private static Failure byStatus(int status, UpstreamError error, Optional<Duration> wait) {
        String told = told(status, error);
        return switch (status) {
            case 400, 409, 422 -> invalid(status, error);
            case 401 -> new Failure.Unauthenticated(told);
            case 402 -> new Failure.QuotaExhausted(told, wait);
            case 403 -> new Failure.Forbidden(told);
            case 408, 504, 524 -> new Failure.TimedOut(told);
            case 413 -> new Failure.PayloadTooLarge(own(status, error));
            case 429 -> new Failure.RateLimited(told, wait);
            case 503, 529 -> new Failure.Overloaded(told, wait);
            default -> new Failure.UpstreamFault(told);
        };
    }

    private static Failure invalid(int status, UpstreamError error) {
        Optional<String> code = error.code().isEmpty() ? Optional.empty() : Optional.of(error.code());
        return new Failure.InvalidRequest(own(status, error), error.param(), code);
    }

    private static boolean says(UpstreamError error, Set<String> words) {
        return words.contains(error.code().toLowerCase(Locale.ROOT))
                || words.contains(error.type().toLowerCase(Locale.ROOT));
    }

    /** The upstream's own words, which the caller can act on. */
    private static String own(int status, UpstreamError error) {
        return error.message().isEmpty() ? told(status, error) : error.message();
    }

    /** The upstream's words as a report about the upstream. */
    private static String told(int status, UpstreamError error) {
        String head = status == 0 ? "The upstream reported an error" : "The upstream answered HTTP " + status;
        return error.message().isEmpty() ? head + " without a readable message." : head + ": " + error.message();
    }
}
