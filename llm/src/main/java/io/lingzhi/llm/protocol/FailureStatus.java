package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The HTTP status and the headers that say a {@link Failure}, the same in every protocol. */
public final class FailureStatus {
    /** What a 429 or 503 tells a client to wait when nobody knows how long it will last. */
    public static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    /** The same for an allowance that is used up and comes back nobody knows when. */
    public static final Duration QUOTA_RETRY_AFTER = Duration.ofMinutes(1);

    private FailureStatus() {}

    public static int of(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest ignored -> 400;
            case Failure.Unsupported ignored -> 400;
            case Failure.ContextTooLong ignored -> 400;
            case Failure.Unauthenticated ignored -> 401;
            case Failure.Forbidden ignored -> 403;
            case Failure.UnknownRoute ignored -> 404;
            case Failure.UnknownModel ignored -> 404;
            case Failure.PayloadTooLarge ignored -> 413;
            case Failure.RateLimited ignored -> 429;
            case Failure.QuotaExhausted ignored -> 429;
            case Failure.InternalFault ignored -> 500;
            case Failure.Unreachable ignored -> 502;
            case Failure.UpstreamFault ignored -> 502;
            case Failure.NoCredential ignored -> 503;
            case Failure.Overloaded ignored -> 503;
            case Failure.TimedOut ignored -> 504;
        };
    }

    /** {@code content-type}, and {@code retry-after} in whole seconds, rounded up, when there is something to say. */
    public static Map<String, String> headers(Failure failure) {
        Map<String, String> json = Map.of("content-type", "application/json");
        return retryAfter(failure)
                .map(wait -> Map.of("content-type", "application/json", "retry-after", wholeSeconds(wait)))
                .orElse(json);
    }

    /** How long a client should wait before it asks again; there for every 429 and 503. */
    public static Optional<Duration> retryAfter(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited(String ignored, Optional<Duration> wait) ->
                Optional.of(wait.orElse(DEFAULT_RETRY_AFTER));
            case Failure.QuotaExhausted(String ignored, Optional<Duration> wait) ->
                Optional.of(wait.orElse(QUOTA_RETRY_AFTER));
            case Failure.Overloaded(String ignored, Optional<Duration> wait) ->
                Optional.of(wait.orElse(DEFAULT_RETRY_AFTER));
            case Failure.NoCredential ignored -> Optional.of(DEFAULT_RETRY_AFTER);
            case Failure.InvalidRequest ignored -> Optional.empty();
            case Failure.Unsupported ignored -> Optional.empty();
            case Failure.ContextTooLong ignored -> Optional.empty();
            case Failure.Unauthenticated ignored -> Optional.empty();
            case Failure.Forbidden ignored -> Optional.empty();
            case Failure.UnknownRoute ignored -> Optional.empty();
            case Failure.UnknownModel ignored -> Optional.empty();
            case Failure.PayloadTooLarge ignored -> Optional.empty();
            case Failure.InternalFault ignored -> Optional.empty();
            case Failure.Unreachable ignored -> Optional.empty();
            case Failure.UpstreamFault ignored -> Optional.empty();
            case Failure.TimedOut ignored -> Optional.empty();
        };
    }

    private static String wholeSeconds(Duration wait) {
        return Long.toString(wait.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
