package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Signature;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A lane that is taken once more, without signed thoughts, where the upstream refuses a signature. The refusal comes
 * before any answer, so nothing has reached the client.
 *
 * @param without makes the other lane; empty where the request has no such thoughts
 */
record ForgivenLane(Lane usual, Supplier<Optional<Lane>> without) implements Lane {
    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        Run run = new Run(attempt, delivery, end);
        run.begin(usual.start(attempt, delivery, run));
        return run;
    }

    private final class Run implements End, Cancellable {
        private final Attempt attempt;
        private final Delivery delivery;
        private final End end;
        private Cancellable running = () -> {};
        private boolean repeated;
        private boolean cancelled;

        Run(Attempt attempt, Delivery delivery, End end) {
            this.attempt = attempt;
            this.delivery = delivery;
            this.end = end;
        }

        /** Takes what was begun, unless it has failed already and another has begun in its place. */
        void begin(Cancellable begun) {
            running = repeated ? running : begun;
        }

        @Override
        public void delivered() {
            end.delivered();
        }

        @Override
        public void failed(Failure failure) {
            Optional<Lane> other =
                    !cancelled && Signature.isRefusal(failure) && !repeated ? without.get() : Optional.empty();
            if (other.isEmpty()) {
                end.failed(failure);
                return;
            }
            repeated = true;
            running = other.get().start(attempt, delivery, end);
        }

        @Override
        public void cancel() {
            cancelled = true;
            running.cancel();
        }
    }
}
