package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.ToolRenames;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The answer is worked out inside the process, on a thread that may block. */
final class LocalLane implements Lane {
    private final Executor blocking;
    private final Supplier<List<StreamEvent>> work;

    LocalLane(Executor blocking, Supplier<List<StreamEvent>> work) {
        this.blocking = blocking;
        this.work = work;
    }

    @Override
    public Cancellable start(Attempt attempt, Delivery delivery, End end) {
        EventFlow flow = new EventFlow(attempt, delivery, end, AliasInAnswers.NONE, ToolRenames.NONE);
        return LocalWork.run(blocking, delivery, work, end, flow::accept);
    }
}
