package io.lingzhi.gateway;

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
    private static final String OPERATION = "chat";

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
        return (request, reply) -> handle(request, reply, inbound);
    }

    private void handle(ClientRequest request, Reply reply, Inbound inbound) {
        Admission.Ask ask = new Admission.Ask(inbound.protocol(), OPERATION);
        admission.admit(request, reply, ask, inbound, (snapshot, exchange) -> {
            Asked read = inbound.read(new WireCall(request.path(), request.query(), request.body()));
            Asked asked = request.instead().<Asked>map(model -> new Renamed(read, model)).orElse(read);
            Question question = new Question.Wire(inbound.protocol(), asked, request);
            run(snapshot, exchange, question, WireDelivery.of(reply, inbound, asked));
        });
    }

    /** Asks from inside the process. To be called on the delivery's event loop. */
    Exchange ask(ChatRequest request, Caller caller, Delivery delivery) {
        return admission.admit(
                caller,
                OPERATION,
                delivery,
                (snapshot, exchange) -> run(snapshot, exchange, new Question.Neutral(request), delivery));
    }

    private void run(Snapshot snapshot, Exchange exchange, Question question, Delivery delivery)
            throws RejectedException {
        exchange.asks(question.peek().model(), question.peek().stream());
        attempts.run(exchange, delivery, planner.chat(snapshot, question), snapshot.config());
    }

    /** Why this model cannot be asked now, as far as the configuration tells. */
    Optional<Failure> refusal(ModelId model) {
        return planner.refusal(snapshots.get(), model);
    }
}
