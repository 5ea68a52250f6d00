package io.lingzhi.gateway;

import io.lingzhi.gateway.rescue.Continuation;
import io.lingzhi.gateway.rescue.Transcript;
import io.lingzhi.llm.Failure;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether and how an answer that broke off goes on. Asked after every failure behind which the client has read
 * something; gives up after a few. Used on one event loop.
 */
final class Rescue {
    /** Every rescue makes an upstream write the answer, or its end, once more. */
    private static final int MOST = 4;

    private final Optional<Function<Transcript, Planner.Maker>> lanes;
    private int tried;

    private Rescue(Optional<Function<Transcript, Planner.Maker>> lanes) {
        this.lanes = lanes;
    }

    /** Nothing goes on: the client is told that its answer broke off. */
    static Rescue none() {
        return new Rescue(Optional.empty());
    }

    /** @param lanes makes the lanes of upstreams that go on from what was told */
    static Rescue by(Function<Transcript, Planner.Maker> lanes) {
        return new Rescue(Optional.of(lanes));
    }

    /** The lanes that go on; empty when the client must be told. */
    Optional<Planner.Maker> after(Failure failure, Delivery delivery) {
        Optional<Transcript> told = delivery.told().filter(Continuation::possible);
        if (lanes.isEmpty() || told.isEmpty() || tried >= MOST || failure instanceof Failure.InternalFault) {
            return Optional.empty();
        }
        tried++;
        return Optional.of(lanes.get().apply(told.get()));
    }
}
