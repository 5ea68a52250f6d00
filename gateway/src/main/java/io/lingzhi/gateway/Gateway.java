package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The path of one conversation's request. {@link #handle} tells it: be let in, read, plan, attempt. Who is let in is
 * told by {@link Admission}; what an attempt does, by the lanes; what is done when one fails, by {@link Attempts}; what
 * the client sees, by its {@link Delivery}.
 *
 * <p>Used on all event loops; it has no state.
 */
public final class Gateway {
    /** What records call a conversation. */
    static final String OPERATION = "chat";

    private final Supplier<Snapshot> snapshots;
    private final Admission admission;
    private final Planner planner;
    private final Attempts attempts;

    public Gateway(Supplier<Snapshot> snapshots, Admission admission, Planner planner, Attempts attempts) {
        this.snapshots = snapshots;
        this.admission = admission;
        this.planner = planner;
        this.attempts = attempts;
    }

    /** The endpoint of a route on which clients speak this protocol. */
    public Endpoint chat(Inbound inbound) {
        return chat(inbound, Memory.NONE);
    }

    /** The same, where earlier conversations are remembered. */
    public Endpoint chat(Inbound inbound, Memory memory) {
        return (request, reply) -> handle(request, reply, inbound, memory);
    }

    private void handle(ClientRequest request, Reply reply, Inbound inbound, Memory memory) {
        Admission.Ask ask = new Admission.Ask(inbound.protocol(), OPERATION);
        admission.admit(request, reply, ask, inbound, (snapshot, exchange) -> {
            Memory.Recalled recalled = memory.recall(exchange.caller().keyId(), request);
            ClientRequest whole = recalled.request();
            Asked read = inbound.read(new WireCall(whole.path(), whole.query(), whole.content()));
            Asked wished = renamed(read, request.instead());
            Optional<ModelId> cheaper =
                    cheaper(snapshot, exchange, wished.peek().model());
            Asked asked = renamed(wished, cheaper);
            Question question = new Question.Wire(inbound.protocol(), asked, whole, recalled.asWritten());
            Reply remembered =
                    memory.remember(exchange.caller().keyId(), recalled, exchange::answeringCredential, reply);
            WireDelivery delivery = WireDelivery.of(remembered, inbound, asked);
            cheaper.ifPresent(model -> delivery.steppedDown(wished.peek().model(), model));
            if (snapshot.config().streaming().passHeaders()) {
                delivery.passHeaders();
            }
            delivery.costInComment(request);
            run(snapshot, exchange, question, delivery);
        });
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // another name, or the same
    private static Asked renamed(Asked asked, Optional<ModelId> other) {
        return other.<Asked>map(model -> new Renamed(asked, model)).orElse(asked);
    }

    /** The cheaper model that answers near a limit, if it can be asked at all. */
    private Optional<ModelId> cheaper(Snapshot snapshot, Exchange exchange, ModelId model) {
        return exchange.bill()
                .flatMap(bill -> bill.cheaper(model))
                .filter(other -> planner.refusal(snapshot, other).isEmpty());
    }

    /** Asks from inside the process. To be called on the delivery's event loop. */
    Exchange ask(ChatRequest request, Caller caller, Delivery delivery) {
        return admission.admit(caller, OPERATION, delivery, (snapshot, exchange) -> {
            Optional<ModelId> cheaper = cheaper(snapshot, exchange, request.model());
            ChatRequest asked = cheaper.map(request::withModel).orElse(request);
            run(snapshot, exchange, new Question.Neutral(asked), delivery);
        });
    }

    /** Plans and starts the attempts that answer this question; it throws only before one has begun. */
    void run(Snapshot snapshot, Exchange exchange, Question question, Delivery delivery) throws RejectedException {
        exchange.asks(question.peek().model(), question.peek().stream());
        int usual = snapshot.config().money().limits().reserveOutput();
        exchange.bill().ifPresent(bill -> bill.weigh(Weighing.of(question, usual)));
        Planner.Plan plan = planner.chat(snapshot, question, exchange.caller().keyId());
        boolean assured = plan.mode() == Config.RescueMode.ASSURED && question.peek().stream();
        attempts.run(
                exchange,
                assured
                        ? new AssuredDelivery(
                                delivery, snapshot.config().limits().responseBytes())
                        : delivery,
                plan.course(),
                plan.manner(),
                snapshot.config().deadlines().request());
    }

    /** Why this model cannot be asked now, as far as the configuration tells. */
    Optional<Failure> refusal(ModelId model) {
        return planner.refusal(snapshots.get(), model);
    }
}
