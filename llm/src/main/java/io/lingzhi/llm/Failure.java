package io.lingzhi.llm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a request has no good answer. The set is closed, so that every switch over it is complete. {@link #message()} is
 * written for the caller: what was wrong, with which input, and what to do; it never holds a secret or a body.
 */
public sealed interface Failure {
    String message();

    /** How long the other end asked to wait; empty where it did not, and where a wait does not help. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** The request itself is wrong; sending it again, or elsewhere, does not help. */
    record InvalidRequest(String message, Optional<String> param, Optional<String> code) implements Failure {
        public static InvalidRequest of(String message) {
            return new InvalidRequest(message, Optional.empty(), Optional.empty());
        }

        public static InvalidRequest of(String message, String param) {
            return new InvalidRequest(message, Optional.of(param), Optional.empty());
        }
    }

    /** The body is larger than the configured limit. */
    record PayloadTooLarge(String message) implements Failure {}

    /** No such path, or not with this method. */
    record UnknownRoute(String message) implements Failure {}

    /** A correct request for something that no route can do. */
    record Unsupported(String message) implements Failure {}

    /** The conversation is longer than the model can read. */
    record ContextTooLong(String message) implements Failure {}

    /** The key is missing or wrong: the client's towards us, or ours towards an upstream. */
    record Unauthenticated(String message) implements Failure {}

    /** The key is right and may not do this. */
    record Forbidden(String message) implements Failure {}

    /** No provider serves this model. {@code nearest}: names that exist and look alike, best first. */
    record UnknownModel(String message, List<String> nearest) implements Failure {
        public UnknownModel {
            nearest = List.copyOf(nearest);
        }
    }

    /** The model is configured, and no credential for it can be used. */
    record NoCredential(String message) implements Failure {}

    record RateLimited(String message, Optional<Duration> retryAfter) implements Failure {}

    record QuotaExhausted(String message, Optional<Duration> retryAfter) implements Failure {}

    /** The other end, or this gateway, has too much to do. */
    record Overloaded(String message, Optional<Duration> retryAfter) implements Failure {}

    /** No connection could be made, or it broke. */
    record Unreachable(String message) implements Failure {}

    /**
     * No answer came in time.
     *
     * @param answered whether the other end said so; else a deadline of ours passed
     */
    record TimedOut(String message, boolean answered) implements Failure {
        public TimedOut(String message) {
            this(message, false);
        }
    }

    /** The upstream answered with an error of its own, or with something that is no answer. */
    record UpstreamFault(String message) implements Failure {}

    /** This gateway failed: a fault of ours. */
    record InternalFault(String message) implements Failure {}
}
