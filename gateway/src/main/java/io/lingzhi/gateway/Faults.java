package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.Optional;

/** What an attempt's failure means for the request. One switch a question, so that a new failure must answer each. */
final class Faults {
    private Faults() {}

    /**
     * Whether the request itself is at fault, so that nobody would answer it. What one upstream cannot carry, or finds
     * too long, another may take.
     */
    static boolean isRequestsOwn(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest _, Failure.PayloadTooLarge _, Failure.UnknownRoute _ -> true;
            case Failure.Unsupported _,
                    Failure.ContextTooLong _,
                    Failure.Unauthenticated _,
                    Failure.Forbidden _,
                    Failure.UnknownModel _,
                    Failure.NoCredential _,
                    Failure.RateLimited _,
                    Failure.QuotaExhausted _,
                    Failure.Overloaded _,
                    Failure.Unreachable _,
                    Failure.TimedOut _,
                    Failure.UpstreamFault _,
                    Failure.InternalFault _ -> false;
        };
    }

    /** Whether it is for want of an allowance, which comes back by itself. */
    static boolean isAllowance(Failure failure) {
        return failure instanceof Failure.RateLimited || failure instanceof Failure.QuotaExhausted;
    }

    /** Whether it is about the key or the account behind it, and not about one kind of call. */
    static boolean isOfCredential(Failure failure) {
        return switch (failure) {
            case Failure.Unauthenticated _, Failure.Forbidden _, Failure.RateLimited _, Failure.QuotaExhausted _ ->
                true;
            case Failure.InvalidRequest _,
                    Failure.PayloadTooLarge _,
                    Failure.UnknownRoute _,
                    Failure.Unsupported _,
                    Failure.ContextTooLong _,
                    Failure.UnknownModel _,
                    Failure.NoCredential _,
                    Failure.Overloaded _,
                    Failure.Unreachable _,
                    Failure.TimedOut _,
                    Failure.UpstreamFault _,
                    Failure.InternalFault _ -> false;
        };
    }

    /** Whether the same credential may answer a little later. */
    static boolean mayPass(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited _, Failure.Overloaded _, Failure.Unreachable _, Failure.UpstreamFault _ -> true;
            case Failure.TimedOut timedOut -> timedOut.answered();
            case Failure.InvalidRequest _,
                    Failure.PayloadTooLarge _,
                    Failure.UnknownRoute _,
                    Failure.Unsupported _,
                    Failure.ContextTooLong _,
                    Failure.Unauthenticated _,
                    Failure.Forbidden _,
                    Failure.UnknownModel _,
                    Failure.NoCredential _,
                    Failure.QuotaExhausted _,
                    Failure.InternalFault _ -> false;
        };
    }

    /** The same failure with this wait, where it is one that a wait helps. */
    static Failure withRetryAfter(Failure failure, Duration wait) {
        return switch (failure) {
            case Failure.RateLimited limited -> new Failure.RateLimited(limited.message(), Optional.of(wait));
            case Failure.QuotaExhausted exhausted -> new Failure.QuotaExhausted(exhausted.message(), Optional.of(wait));
            case Failure.Overloaded overloaded -> new Failure.Overloaded(overloaded.message(), Optional.of(wait));
            case Failure.InvalidRequest _,
                    Failure.PayloadTooLarge _,
                    Failure.UnknownRoute _,
                    Failure.Unsupported _,
                    Failure.ContextTooLong _,
                    Failure.Unauthenticated _,
                    Failure.Forbidden _,
                    Failure.UnknownModel _,
                    Failure.NoCredential _,
                    Failure.Unreachable _,
                    Failure.TimedOut _,
                    Failure.UpstreamFault _,
                    Failure.InternalFault _ -> failure;
        };
    }

    /**
     * What the client is told. An upstream that rejects our credential is our fault, not the client's: a 401 or 403
     * would make the client doubt its own key, and some retry it for minutes.
     */
    static Failure towardsClient(Failure failure, Try where) {
        String key = "the credential " + where.credentialId() + " of provider " + where.provider();
        return switch (failure) {
            case Failure.Unauthenticated _ ->
                new Failure.NoCredential(
                        key + " was rejected by the upstream: replace its api-key in the configuration");
            case Failure.Forbidden _ ->
                new Failure.NoCredential(
                        key + " may not use model " + where.upstreamModel() + ": check what the upstream allows it");
            case Failure.InvalidRequest _,
                    Failure.PayloadTooLarge _,
                    Failure.UnknownRoute _,
                    Failure.Unsupported _,
                    Failure.ContextTooLong _,
                    Failure.UnknownModel _,
                    Failure.NoCredential _,
                    Failure.RateLimited _,
                    Failure.QuotaExhausted _,
                    Failure.Overloaded _,
                    Failure.Unreachable _,
                    Failure.TimedOut _,
                    Failure.UpstreamFault _,
                    Failure.InternalFault _ -> failure;
        };
    }

    /** The failure as one that tells against the credential, also where by itself it does not. */
    static Failure againstCredential(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest _,
                    Failure.PayloadTooLarge _,
                    Failure.UnknownRoute _,
                    Failure.Unsupported _,
                    Failure.ContextTooLong _,
                    Failure.NoCredential _,
                    Failure.InternalFault _ -> new Failure.UpstreamFault(failure.message());
            case Failure.Unauthenticated _,
                    Failure.Forbidden _,
                    Failure.UnknownModel _,
                    Failure.RateLimited _,
                    Failure.QuotaExhausted _,
                    Failure.Overloaded _,
                    Failure.Unreachable _,
                    Failure.TimedOut _,
                    Failure.UpstreamFault _ -> failure;
        };
    }

    /** The same failure with more to read behind its message. */
    static Failure withDetails(Failure failure, String details) {
        String message = failure.message() + " (" + details + ")";
        return switch (failure) {
            case Failure.InvalidRequest invalid -> new Failure.InvalidRequest(message, invalid.param(), invalid.code());
            case Failure.PayloadTooLarge _ -> new Failure.PayloadTooLarge(message);
            case Failure.UnknownRoute _ -> new Failure.UnknownRoute(message);
            case Failure.Unsupported _ -> new Failure.Unsupported(message);
            case Failure.ContextTooLong _ -> new Failure.ContextTooLong(message);
            case Failure.Unauthenticated _ -> new Failure.Unauthenticated(message);
            case Failure.Forbidden _ -> new Failure.Forbidden(message);
            case Failure.UnknownModel unknown -> new Failure.UnknownModel(message, unknown.nearest());
            case Failure.NoCredential _ -> new Failure.NoCredential(message);
            case Failure.RateLimited limited -> new Failure.RateLimited(message, limited.retryAfter());
            case Failure.QuotaExhausted exhausted -> new Failure.QuotaExhausted(message, exhausted.retryAfter());
            case Failure.Overloaded overloaded -> new Failure.Overloaded(message, overloaded.retryAfter());
            case Failure.Unreachable _ -> new Failure.Unreachable(message);
            case Failure.TimedOut timedOut -> new Failure.TimedOut(message, timedOut.answered());
            case Failure.UpstreamFault _ -> new Failure.UpstreamFault(message);
            case Failure.InternalFault _ -> new Failure.InternalFault(message);
        };
    }
}
