package io.lingzhi.gateway;

import io.lingzhi.gateway.rescue.Continuation;
import io.lingzhi.gateway.rescue.ToldPart;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.Failure;
import java.util.List;
import java.util.Optional;

/**
 * Lets an upstream go on with an answer that broke off elsewhere. It is given the told text as its own beginning where
 * its model takes that; where it refuses, and elsewhere, it answers anew, and is heard from where the client is.
 */
final class RescueLane implements Lane {
    private final Optional<Lane> prefilled;
    private final Lane regenerated;
    private final List<ToldPart> told;

    RescueLane(Optional<Lane> prefilled, Lane regenerated, List<ToldPart> told) {
        this.prefilled = prefilled;
        this.regenerated = regenerated;
        this.told = told;
    }

    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        Calls calls = new Calls();
        if (prefilled.isEmpty()) {
            calls.running = anew(attempt, delivery, end);
            return calls;
        }
        GoingOn goingOn = new GoingOn(delivery, Continuation.ofPrefilled(told), end);
        calls.running = prefilled.get().start(attempt, goingOn, new End() {
            @Override
            public void delivered() {
                goingOn.delivered();
            }

            @Override
            public void failed(Failure failure) {
                boolean refused = Faults.isRequestsOwn(failure) || failure instanceof Failure.Unsupported;
                if (refused && !goingOn.begun()) {
                    calls.running = anew(attempt, delivery, end);
                } else {
                    goingOn.failed(failure);
                }
            }
        });
        return calls;
    }

    private Cancellable anew(Attempt attempt, Delivery delivery, End end) {
        GoingOn goingOn = new GoingOn(delivery, Continuation.ofRegenerated(told), end);
        return regenerated.start(attempt, goingOn, goingOn);
    }

    /** The call that runs now. */
    private static final class Calls implements Cancellable {
        private Cancellable running = () -> {};

        @Override
        public void cancel() {
            running.cancel();
        }
    }
}
