package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.FailureStatus;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The side of a client inside the process that takes one whole body. */
final class BodyDelivery implements Delivery {
    private final Executor loop;
    private final CompletableFuture<Outcome> outcome;
    private Supplier<OptionalLong> cost = OptionalLong::empty;

    /** What came: the body, or why there is none. */
    sealed interface Outcome {
        @SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
        record Body(byte[] bytes, OptionalLong costNanos) implements Outcome {}

        record Failed(Failure failure) implements Outcome {}
    }

    BodyDelivery(Executor loop, CompletableFuture<Outcome> outcome) {
        this.loop = loop;
        this.outcome = outcome;
    }

    @Override
    public void costs(Supplier<OptionalLong> soFar) {
        cost = soFar;
    }

    @Override
    public void body(String contentType, byte[] raw) {
        outcome.complete(new Outcome.Body(raw, cost.get()));
    }

    @Override
    public int fail(Failure failure) {
        outcome.complete(new Outcome.Failed(failure));
        return FailureStatus.of(failure);
    }

    @Override
    public boolean begun() {
        return outcome.isDone();
    }

    @Override
    public boolean congested() {
        return false;
    }

    @Override
    public void onDrained(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void events(List<StreamEvent> events) {
        throw new IllegalStateException("only a whole body can be taken here");
    }

    @Override
    public void frames(byte[] raw, List<StreamEvent> meaning) {
        throw new IllegalStateException("only a whole body can be taken here");
    }

    @Override
    public void framesEnd() {
        throw new IllegalStateException("only a whole body can be taken here");
    }
}
