package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Failure;

/** The HTTP status that tells a failure, where a protocol has no status of its own for it. */
public final class FailureStatus {
    private FailureStatus() {}

    public static int of(Failure failure) {
        return switch (failure) {
            case Failure.InvalidRequest _, Failure.Unsupported _, Failure.ContextTooLong _ -> 400;
            case Failure.Unauthenticated _ -> 401;
            case Failure.Forbidden _ -> 403;
            case Failure.UnknownRoute _, Failure.UnknownModel _ -> 404;
            case Failure.PayloadTooLarge _ -> 413;
            case Failure.RateLimited _, Failure.QuotaExhausted _ -> 429;
            case Failure.InternalFault _ -> 500;
            case Failure.Unreachable _, Failure.UpstreamFault _ -> 502;
            case Failure.NoCredential _, Failure.Overloaded _ -> 503;
            case Failure.TimedOut _ -> 504;
        };
    }
}
