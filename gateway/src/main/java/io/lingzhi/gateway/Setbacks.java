package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Cause;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What went wrong in one exchange so far, and what of it the client is told in the end. Used on one event loop. */
final class Setbacks {
    /** Most places that one message names. */
    private static final int MOST_NAMED = 5;
    /** What a client is told to wait when places are taken; nobody knows when one comes free. */
    private static final Duration BUSY_FOR = Duration.ofSeconds(1);

    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final Set<Target> targets = new LinkedHashSet<>();
    private final List<Cause> blocks = new ArrayList<>();
    /** When each that said so may be asked again, as it was heard last. */
    private final Map<Target, Instant> opens = new LinkedHashMap<>();

    private Optional<Failure> worthRetrying = Optional.empty();
    private Optional<Failure> last = Optional.empty();
    private boolean otherThanAllowance;
    private boolean busy;
    private boolean byHand;

    void failed(Leg leg, Failure failure, Failure told, Instant now) {
        reasons.put(leg.provider() + "/" + leg.credentialId(), words(failure));
        last = Optional.of(told);
        if (Faults.mayPass(failure)) {
            worthRetrying = Optional.of(told);
            leg.target().ifPresent(targets::add);
        }
        Optional<Instant> again = failure.retryAfter().map(now::plus);
        leg.target()
                .ifPresent(target -> again.ifPresentOrElse(at -> opens.put(target, at), () -> opens.remove(target)));
        otherThanAllowance |= !Faults.isAllowance(failure);
    }

    void blocked(Target target, Cause cause, Instant again) {
        reasons.putIfAbsent(place(target), cause.words());
        blocks.add(cause);
        opens.put(target, again);
        targets.add(target);
        otherThanAllowance |= !cause.isAllowance();
    }

    /** A person took it out of use. */
    void offByHand(Target target, Cause cause) {
        reasons.putIfAbsent(place(target), cause.words());
        byHand = true;
        otherThanAllowance = true;
    }

    /** It is at its limit of requests under way. */
    void busy(Target target) {
        reasons.putIfAbsent(place(target), "busy");
        busy = true;
        otherThanAllowance = true;
    }

    private static String place(Target target) {
        return target.provider().name() + "/" + target.credential().id();
    }

    void newRound() {
        busy = false;
        blocks.clear();
        targets.clear();
        worthRetrying = Optional.empty();
    }

    /** Those that may answer a little later. */
    Set<Target> targets() {
        return targets;
    }

    /** Whether somebody was asked in this round, and failed in a way that may pass. */
    boolean worthRetrying() {
        return worthRetrying.isPresent();
    }

    boolean mayPass() {
        return worthRetrying.isPresent() || !blocks.isEmpty();
    }

    /** Whether there were setbacks, and all of them for want of an allowance. */
    boolean onlyAllowances() {
        return !reasons.isEmpty() && !otherThanAllowance;
    }

    /** Whether there were none: nobody was there to be asked. */
    boolean none() {
        return last.isEmpty() && reasons.isEmpty();
    }

    /** The failure that tells the client most, with the reasons of the others behind it. */
    Failure told(Instant now) {
        Optional<Failure> seen = worthRetrying.or(() -> last);
        Optional<Duration> wait = opens.values().stream()
                .min(Instant::compareTo)
                .map(at -> longer(Duration.between(now, at), Duration.ZERO));
        if (seen.isPresent()) {
            Failure soonest =
                    wait.map(time -> Faults.withRetryAfter(seen.get(), time)).orElse(seen.get());
            return reasons.size() > 1 ? Faults.withDetails(soonest, "tried: " + reasons()) : soonest;
        }
        if (busy) {
            return new Failure.Overloaded(
                    "every credential for this model has as many requests under way as it may (" + reasons() + ")",
                    Optional.of(BUSY_FOR));
        }
        if (blocks.isEmpty() && byHand) {
            return new Failure.NoCredential("every credential for this model was taken out of use by hand (" + reasons()
                    + "): put one back with `lingzhi credentials enable`");
        }
        String when = wait.map(time -> "; again in " + seconds(time)).orElse("");
        String message = "every credential for this model is cooling down" + when + " (" + reasons() + ")";
        return blocks.stream().allMatch(Cause::isAllowance)
                ? new Failure.RateLimited(message, wait)
                : new Failure.Overloaded(message, wait);
    }

    private String reasons() {
        List<String> named = reasons.entrySet().stream()
                .limit(MOST_NAMED)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
        int more = reasons.size() - named.size();
        return String.join(", ", named) + (more > 0 ? ", and " + more + " more" : "");
    }

    private static String words(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited _ -> "rate limited";
            case Failure.QuotaExhausted _ -> "out of quota";
            case Failure.Overloaded _ -> "overloaded";
            case Failure.Unreachable _ -> "out of reach";
            case Failure.TimedOut _ -> "timed out";
            case Failure.UpstreamFault _ -> "failed";
            case Failure.Unauthenticated _ -> "key rejected";
            case Failure.Forbidden _ -> "not allowed";
            case Failure.UnknownModel _ -> "model unknown";
            case Failure.NoCredential _ -> "no credential";
            case Failure.Unsupported _ -> "cannot carry the request";
            case Failure.ContextTooLong _ -> "conversation too long";
            case Failure.InvalidRequest _, Failure.PayloadTooLarge _, Failure.UnknownRoute _ -> "refused the request";
            case Failure.InternalFault _ -> "failed here";
        };
    }

    static String seconds(Duration wait) {
        return Math.max(1, (wait.toMillis() + 999) / 1000) + " s";
    }

    static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
