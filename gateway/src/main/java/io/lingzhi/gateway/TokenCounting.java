package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Target;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;

/**
 * The path of a question for the number of input tokens. An upstream of the client's own protocol is asked where it can
 * be; else, and where that fails, the answer is an estimate, marked as one by {@value #ESTIMATED}.
 */
public final class TokenCounting {
    /** The response header of an estimate. */
    static final String ESTIMATED = "x-lingzhi-token-count";

    private final Admission admission;
    private final Planner planner;
    private final Lanes lanes;
    private final Attempts attempts;
    private final LocalModels local;
    private final Executor blocking;

    /**
     * One question.
     *
     * @param answer writes the number of tokens as the client's protocol does
     * @param relayable whether the body may go to an upstream as it is
     */
    public record Asked(ModelId model, ChatRequest request, LongFunction<byte[]> answer, boolean relayable) {}

    /** How one protocol's clients ask. */
    public interface Form {
        Protocol protocol();

        Asked read(ClientRequest request) throws RejectedException;

        FailureEncoder failures();
    }

    /** How an upstream of that protocol is asked. */
    public record Upstream(PassThrough patches, UpstreamReader reader) {}

    public TokenCounting(
            Admission admission,
            Planner planner,
            Lanes lanes,
            Attempts attempts,
            LocalModels local,
            Executor blocking) {
        this.admission = admission;
        this.planner = planner;
        this.lanes = lanes;
        this.attempts = attempts;
        this.local = local;
        this.blocking = blocking;
    }

    /** The endpoint for clients of this form. */
    public Endpoint endpoint(Form form, Optional<Upstream> upstream) {
        return (request, reply) -> handle(request, reply, form, upstream);
    }

    private void handle(ClientRequest request, Reply reply, Form form, Optional<Upstream> upstream) {
        Admission.Ask ask = new Admission.Ask(form.protocol(), "count_tokens");
        admission.admit(request, reply, ask, form.failures(), (snapshot, exchange) -> {
            Asked asked = form.read(request);
            ModelId model = request.instead().orElse(asked.model());
            exchange.asks(model, false);
            WireDelivery delivery = WireDelivery.ofBytes(reply, form.failures());
            Course course = course(snapshot, request, model, asked, upstream, delivery);
            attempts.run(
                    exchange,
                    delivery,
                    course,
                    Rescue.none(),
                    snapshot.config().deadlines().request());
        });
    }

    private Course course(
            Snapshot snapshot,
            ClientRequest request,
            ModelId model,
            Asked asked,
            Optional<Upstream> upstream,
            WireDelivery delivery)
            throws RejectedException {
        Lane estimate = estimate(asked, delivery);
        Peek peek = new Peek(model, false, false);
        return planner.of(snapshot, model, new Planner.Maker() {
                    @Override
                    public Optional<Lane> upstream(Target target) {
                        return upstream.filter(ignored -> asked.relayable())
                                .flatMap(way -> lanes.relay(
                                        snapshot.config(), target, peek, request, way.patches(), way.reader()))
                                .or(() -> Optional.of(estimate));
                    }

                    @Override
                    public Lane local(String name) {
                        return estimate;
                    }

                    @Override
                    public boolean tellsLatency() {
                        return false;
                    }
                })
                .orLocally(model.value());
    }

    private Lane estimate(Asked asked, WireDelivery delivery) {
        return (attempt, to, end) ->
                LocalWork.run(blocking, to, () -> local.estimateTokens(asked.request()), end, tokens -> {
                    delivery.mark(ESTIMATED, "estimated");
                    to.body("application/json", asked.answer().apply(tokens));
                    end.delivered();
                });
    }
}
