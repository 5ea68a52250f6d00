package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Slots;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.Failure;

/** A lane that holds a place at its credential, and gives it back when it ends, however it ends. */
record HeldLane(Lane lane, Slots.Lease lease) implements Lane {
    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        boolean started = false;
        try {
            Cancellable call = lane.start(attempt, delivery, new Ending(end));
            started = true;
            return () -> {
                lease.close();
                call.cancel();
            };
        } finally {
            if (!started) {
                lease.close();
            }
        }
    }

    /** The place is free before anybody hears of the end: what follows may need it. */
    private final class Ending implements End {
        private final End end;

        Ending(End end) {
            this.end = end;
        }

        @Override
        public void delivered() {
            lease.close();
            end.delivered();
        }

        @Override
        public void failed(Failure failure) {
            lease.close();
            end.failed(failure);
        }
    }
}
