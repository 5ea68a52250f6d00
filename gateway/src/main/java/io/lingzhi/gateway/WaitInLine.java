package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Care;
import io.lingzhi.gateway.credential.Slots;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.route.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one exchange found at its limit of requests, and its wait for a place there. All waits of an exchange together
 * take no longer than {@link Care.Waiting#longest}. Used on one event loop.
 */
final class WaitInLine {
    private final Slots slots;
    private final Care.Waiting terms;
    private final Map<Target, Stage> full = new LinkedHashMap<>();
    private Optional<Slots.Turn> turn = Optional.empty();
    private Optional<Instant> until = Optional.empty();

    WaitInLine(Slots slots, Care.Waiting terms) {
        this.slots = slots;
        this.terms = terms;
    }

    /** There was no place at this target. */
    void found(Target target, Stage stage) {
        full.putIfAbsent(target, stage);
    }

    void newRound() {
        full.clear();
    }

    /** Ends the wait: the place that came free, if it was not in vain. */
    Optional<Slots.Lease> granted() {
        Optional<Slots.Lease> lease = turn.flatMap(Slots.Turn::claim);
        turn = Optional.empty();
        return lease;
    }

    /** The stage in which this target was full; it is no longer. */
    Optional<Stage> freed(Target target) {
        return Optional.ofNullable(full.remove(target));
    }

    /**
     * Waits for a place at one of the targets whose stage is still wanted, if there is one, and time and room to wait.
     */
    Optional<Course.Next> next(Predicate<Stage> wanted, Instant now, Instant giveUpAt) {
        List<Target> targets = full.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        Instant end =
                until.orElseGet(() -> now.plus(Setbacks.shorter(terms.longest(), Duration.between(now, giveUpAt))));
        until = Optional.of(end);
        if (now.isBefore(end)) {
            turn = slots.waitFor(targets, terms.places());
        }
        return turn.map(place -> new Course.Next.InLine(place, Duration.between(now, end)));
    }
}
