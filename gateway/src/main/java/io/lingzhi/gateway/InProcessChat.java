package io.lingzhi.gateway;

import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Asks the gateway from inside its process: the same path as over HTTP, without a socket. */
public final class InProcessChat implements ChatClient {
    private final Gateway gateway;
    private final Supplier<Snapshot> snapshots;
    private final Supplier<Executor> eventLoops;

    /** @param eventLoops gives an event loop for one exchange */
    public InProcessChat(Gateway gateway, Supplier<Snapshot> snapshots, Supplier<Executor> eventLoops) {
        this.gateway = gateway;
        this.snapshots = snapshots;
        this.eventLoops = eventLoops;
    }

    @Override
    public Optional<Failure> knownRefusal(ModelId model) {
        return gateway.refusal(model);
    }

    @Override
    public ChatStream open(ChatRequest request, Caller caller) {
        Executor loop = eventLoops.get();
        QueueDelivery delivery =
                new QueueDelivery(loop, snapshots.get().config().deadlines().request());
        loop.execute(() -> delivery.belongsTo(gateway.ask(request, caller, delivery)));
        return delivery;
    }
}
