package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Cause;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.credential.Slots;
import io.lingzhi.gateway.credential.Standing;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.credential.Verdict;
import io.lingzhi.gateway.route.Stage;
import io.lingzhi.gateway.usage.Considered;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks at one target for a {@link Course}: whether it can carry the request, may be tried now, and has a place free;
 * and writes down why not. A leg that it gives has leave of the {@link HealthBoard} and holds its place. Used on one
 * event loop.
 */
final class Considering {
    /** When to look again whether a probe has told anything. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final HealthBoard health;
    private final Setbacks setbacks;
    private final Notes notes;
    private final WaitInLine line;
    private Planner.Maker lanes;
    /** Why the first of those that cannot carry the request cannot. */
    private Optional<Failure> unfit = Optional.empty();

    Considering(HealthBoard health, Setbacks setbacks, Notes notes, WaitInLine line, Planner.Maker lanes) {
        this.health = health;
        this.setbacks = setbacks;
        this.notes = notes;
        this.line = line;
        this.lanes = lanes;
    }

    /** Goes on with other lanes. */
    void use(Planner.Maker others) {
        lanes = others;
    }

    Planner.Maker lanes() {
        return lanes;
    }

    /** Why nobody can carry the request. */
    Failure unfit() {
        return unfit.orElseGet(lanes::unsupported);
    }

    /** The leg to this target, if it can go there now. */
    Optional<Leg> leg(Stage here, Target target, Instant now) {
        Optional<Lane> lane = laneTo(here, target);
        if (lane.isEmpty()) {
            return Optional.empty();
        }
        if (health.begin(target, now)) {
            return held(here, target, lane.get(), now);
        }
        noteBlocked(here, target, now);
        return Optional.empty();
    }

    /** The leg to a target where a place came free; empty: nothing is done with the place. */
    Optional<Leg> leg(Stage here, Slots.Lease lease, Instant now) {
        Target target = lease.target();
        Optional<Lane> lane = laneTo(here, target);
        if (lane.isEmpty() || !health.begin(target, now)) {
            return Optional.empty();
        }
        return Optional.of(noted(new Leg(here, Optional.of(target), new HeldLane(lane.get(), lease))));
    }

    /** The leg to a model of this process. */
    Optional<Leg> local(Stage here, String model) {
        try {
            return Optional.of(noted(new Leg(here, Optional.empty(), lanes.local(model))));
        } catch (RejectedException e) {
            unfit = unfit.or(() -> Optional.of(e.failure()));
            return Optional.empty();
        }
    }

    /** The way to a target; empty when it cannot carry the request, which another one may. */
    private Optional<Lane> laneTo(Stage here, Target target) {
        Optional<Lane> lane = Optional.empty();
        try {
            lane = lanes.upstream(target);
        } catch (RejectedException e) {
            unfit = unfit.or(() -> Optional.of(e.failure()));
        }
        if (lane.isEmpty()) {
            notes.passed(here, target, Considered.UNFIT);
        }
        return lane;
    }

    private Optional<Leg> held(Stage here, Target target, Lane lane, Instant now) {
        Optional<Slots.Lease> lease = health.slots().take(target);
        if (lease.isEmpty()) {
            health.told(target, new Verdict.Stopped(), now);
            setbacks.busy(target);
            line.found(target, here);
            notes.passed(here, target, Considered.BUSY);
            return Optional.empty();
        }
        return Optional.of(noted(new Leg(here, Optional.of(target), new HeldLane(lane, lease.get()))));
    }

    private Leg noted(Leg leg) {
        notes.tried(leg);
        return leg;
    }

    private void noteBlocked(Stage here, Target target, Instant now) {
        if (!(health.standing(target, now) instanceof Standing.Blocked(Instant again, Cause cause))) {
            setbacks.blocked(target, Cause.TRANSIENT, now.plus(LOOK_AGAIN));
            notes.passed(here, target, Considered.PROBING);
        } else if (cause.isByHand()) {
            setbacks.offByHand(target, cause);
            notes.offByHand(here, target, cause);
        } else {
            setbacks.blocked(target, cause, again);
            notes.cooling(here, target, cause, Duration.between(now, again));
        }
    }
}
