package io.lingzhi.gateway.credential;

import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The only function that changes the health of a credential: from a state, what an attempt told, and the moment, to a
 * state. Pure.
 *
 * <p>Waits grow with failures in a row. A hint of the upstream's ({@code Retry-After}) is taken as it is, and may not
 * be overstepped, up to the cap; behind the cap the credential is probed. Failures that arrive while it cools down are
 * echoes of requests sent before, and do not make the wait grow.
 */
final class Healing {
    private final Cooldowns cooldowns;

    Healing(Cooldowns cooldowns) {
        this.cooldowns = cooldowns;
    }

    /** The longest wait. */
    Duration cap() {
        return cooldowns.cap();
    }

    Health after(Health state, Verdict verdict, Instant now) {
        return switch (verdict) {
            case Verdict.Answered(Instant begun) -> isOlder(state, begun) ? state : new Ready();
            case Verdict.Stopped() -> innocent(state);
            case Verdict.Failed(Failure failure) ->
                cause(failure).map(cause -> failed(state, cause, failure, now)).orElseGet(() -> innocent(state));
        };
    }

    /** Whether it failed after this was asked, so that the answer tells nothing of how it stands now. */
    private static boolean isOlder(Health state, Instant begun) {
        return switch (state) {
            case Ready() -> false;
            case Cooling cooling -> !begun.isAfter(cooling.since());
            case Probing probing -> !begun.isAfter(probing.before().since());
        };
    }

    /** Nothing was told for or against the credential. */
    private static Health innocent(Health state) {
        return state instanceof Probing probing ? probing.before() : state;
    }

    private Health failed(Health state, Cause cause, Failure failure, Instant now) {
        boolean echo = state instanceof Cooling && !(state.standing(now) instanceof Standing.Open);
        int level = echo ? state.level() : state.level() + 1;
        Cooling cooling = cool(cause, failure.retryAfter(), level, now);
        return echo && state instanceof Cooling before ? later(before, cooling) : cooling;
    }

    private static Cooling later(Cooling before, Cooling now) {
        return now.probeAt().isAfter(before.probeAt()) ? now : before;
    }

    private Cooling cool(Cause cause, Optional<Duration> hint, int level, Instant now) {
        if (hint.isPresent() && hint.get().isPositive()) {
            Duration probe = min(hint.get(), cooldowns.cap());
            return new Cooling(now, now.plus(probe), now.plus(hint.get()), level, cause);
        }
        Duration longest = cooldowns.longest(cause);
        Duration wait = doubled(cooldowns.first(cause), level - 1);
        Duration probe = min(min(wait, cooldowns.betweenProbes(cause)), cooldowns.cap());
        return new Cooling(now, now.plus(probe), now.plus(longest), level, cause);
    }

    private static Duration doubled(Duration first, int times) {
        return first.multipliedBy(1L << Math.min(times, 20));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** What a failure says against the credential; empty when it says nothing against it. */
    static Optional<Cause> cause(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited _ -> Optional.of(Cause.RATE_LIMIT);
            case Failure.QuotaExhausted _ -> Optional.of(Cause.QUOTA);
            case Failure.Unauthenticated _ -> Optional.of(Cause.UNAUTHENTICATED);
            case Failure.Forbidden _ -> Optional.of(Cause.FORBIDDEN);
            case Failure.UnknownModel _ -> Optional.of(Cause.UNKNOWN_MODEL);
            case Failure.Overloaded _, Failure.Unreachable _, Failure.TimedOut _, Failure.UpstreamFault _ ->
                Optional.of(Cause.TRANSIENT);
            case Failure.InvalidRequest _,
                    Failure.PayloadTooLarge _,
                    Failure.UnknownRoute _,
                    Failure.Unsupported _,
                    Failure.ContextTooLong _,
                    Failure.NoCredential _,
                    Failure.InternalFault _ -> Optional.empty();
        };
    }
}
