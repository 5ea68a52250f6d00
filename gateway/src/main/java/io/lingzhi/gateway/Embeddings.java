package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.UpstreamBody;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The path of a request for vectors: passed on to an upstream of the client's own protocol, translated for one of
 * another, or answered in the process, as the model's name leads.
 */
public final class Embeddings implements Endpoint {
    private static final String OPERATION = "embeddings";

    private final Admission admission;
    private final Planner planner;
    private final Lanes lanes;
    private final Attempts attempts;
    private final Wires wires;
    private final LocalModels local;
    private final Executor blocking;

    /** The protocols in which vectors can be asked for. */
    public record Wires(OpenAiVectors openAi, GeminiVectors gemini) {
        private Optional<VectorWire> of(Protocol protocol) {
            return List.<VectorWire>of(openAi, gemini).stream()
                    .filter(wire -> wire.protocol() == protocol)
                    .findFirst();
        }
    }

    public Embeddings(
            Admission admission,
            Planner planner,
            Lanes lanes,
            Attempts attempts,
            Wires wires,
            LocalModels local,
            Executor blocking) {
        this.admission = admission;
        this.planner = planner;
        this.lanes = lanes;
        this.attempts = attempts;
        this.wires = wires;
        this.local = local;
        this.blocking = blocking;
    }

    /** {@code POST /v1/embeddings}. */
    @Override
    public void handle(ClientRequest request, Reply reply) {
        handle(request, reply, wires.openAi());
    }

    /** {@code .../models/{model}:embedContent} and {@code :batchEmbedContents}. */
    public Endpoint gemini() {
        return (request, reply) -> handle(request, reply, wires.gemini());
    }

    private void handle(ClientRequest request, Reply reply, VectorWire wire) {
        admission.admit(
                request,
                reply,
                new Admission.Ask(wire.protocol(), OPERATION),
                wire.failures(),
                (snapshot, exchange) ->
                        run(snapshot, exchange, request, wire, WireDelivery.ofBytes(reply, wire.failures())));
    }

    /** Asks from inside the process. To be called on the delivery's event loop. */
    void ask(ClientRequest request, Caller caller, Delivery delivery) {
        Exchange _ = admission.admit(
                caller,
                OPERATION,
                delivery,
                (snapshot, exchange) -> run(snapshot, exchange, request, wires.openAi(), delivery));
    }

    private void run(Snapshot snapshot, Exchange exchange, ClientRequest request, VectorWire wire, Delivery delivery)
            throws RejectedException {
        VectorWire.Asked asked = wire.read(request);
        exchange.asks(asked.model(), false);
        boolean strict =
                Strictness.isAsked(request, snapshot.config().translation().strict());
        Course course = planner.of(snapshot, asked.model(), new Planner.Maker() {
            @Override
            public Optional<Lane> upstream(Target target) {
                Protocol spoken = lanes.protocol(target);
                if (spoken == wire.protocol()) {
                    return lanes.relay(snapshot.config(), target, spoken, wire.reader(), new Same(asked));
                }
                return wires.of(spoken)
                        .map(other -> new VectorLane(
                                lanes.http(snapshot.config(), target, other.reader()),
                                other,
                                asked,
                                target.upstreamModel(),
                                strict));
            }

            @Override
            public Lane local(String model) throws RejectedException {
                return new LocalVectors(model, asked, asked.texts(), strict);
            }
        });
        attempts.run(
                exchange,
                delivery,
                course,
                Rescue.none(),
                snapshot.config().deadlines().request());
    }

    /** The call as the client wrote it. */
    private record Same(VectorWire.Asked asked) implements RelayLane.Call {
        @Override
        public String path(String upstreamModel) {
            return asked.path(upstreamModel);
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("accept", "application/json");
        }

        @Override
        public UpstreamBody body(String upstreamModel, Consumer<Failure> broken) throws RejectedException {
            return new UpstreamBody.Whole(asked.patched(upstreamModel));
        }
    }

    /** The lane of the in-process embedding model. */
    private final class LocalVectors implements Lane {
        private final String model;
        private final VectorWire.Asked asked;
        private final VectorWire.Texts texts;
        private final boolean strict;

        LocalVectors(String model, VectorWire.Asked asked, VectorWire.Texts texts, boolean strict) {
            this.strict = strict;
            this.model = model;
            this.asked = asked;
            this.texts = texts;
        }

        @Override
        public Cancellable start(Attempt attempt, Delivery delivery, End end) {
            if (VectorLane.refuses(texts, strict, delivery, end)) {
                return () -> {};
            }
            return LocalWork.run(
                    blocking,
                    delivery,
                    () -> local.embed(model, texts.texts()),
                    end,
                    vectors -> VectorLane.deliver(fitting(vectors), asked, attempt, delivery, end));
        }

        private Vectors fitting(Vectors vectors) {
            if (vectors instanceof Vectors.Complete complete) {
                int length = complete.vectors().getFirst().length;
                if (texts.dimensions().orElse(length) != length) {
                    return new Vectors.Failed(Failure.InvalidRequest.of(
                            "model " + model + " makes vectors of " + length + " dimensions, and no others",
                            "dimensions"));
                }
            }
            return vectors;
        }
    }
}
