package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Target;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.openaiembeddings.EmbeddingRequest;
import io.lingzhi.llm.openaiembeddings.EmbeddingResponse;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.UpstreamReader;
import io.lingzhi.llm.protocol.WireCall;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The path of a request for vectors: passed on to the upstream that the model names, or answered in the process. */
public final class Embeddings implements Endpoint {
    private static final String OPERATION = "embeddings";

    private final Admission admission;
    private final Planner planner;
    private final Lanes lanes;
    private final Attempts attempts;
    private final Wire wire;
    private final LocalModels local;
    private final Executor blocking;

    /** How embeddings calls are read and written. {@code inbound} peeks at the model and writes errors. */
    public record Wire(Inbound inbound, PassThrough patches, UpstreamReader reader) {}

    public Embeddings(
            Admission admission,
            Planner planner,
            Lanes lanes,
            Attempts attempts,
            Wire wire,
            LocalModels local,
            Executor blocking) {
        this.admission = admission;
        this.planner = planner;
        this.lanes = lanes;
        this.attempts = attempts;
        this.wire = wire;
        this.local = local;
        this.blocking = blocking;
    }

    @Override
    public void handle(ClientRequest request, Reply reply) {
        Admission.Ask ask = new Admission.Ask(Protocol.OPENAI_CHAT, OPERATION);
        admission.admit(
                request,
                reply,
                ask,
                wire.inbound(),
                (snapshot, exchange) -> run(snapshot, exchange, request, WireDelivery.ofBytes(reply, wire.inbound())));
    }

    /** Asks from inside the process. To be called on the delivery's event loop. */
    void ask(ClientRequest request, Caller caller, Delivery delivery) {
        Exchange _ = admission.admit(
                caller, OPERATION, delivery, (snapshot, exchange) -> run(snapshot, exchange, request, delivery));
    }

    private void run(Snapshot snapshot, Exchange exchange, ClientRequest request, Delivery delivery)
            throws RejectedException {
        Peek peek =
                new Peek(wire.inbound().read(WireCall.of(request.body())).peek().model(), false, false);
        exchange.asks(peek.model(), false);
        Course course = planner.of(snapshot, peek.model(), new Planner.Maker() {
            @Override
            public Optional<Lane> upstream(Target target) {
                return lanes.relay(snapshot.config(), target, peek, request, wire.patches(), wire.reader());
            }

            @Override
            public Lane local(String model) throws RejectedException {
                return new LocalVectors(model, EmbeddingRequest.decode(request.body()));
            }
        });
        attempts.run(
                exchange,
                delivery,
                course,
                Rescue.none(),
                snapshot.config().deadlines().total());
    }

    /** The lane of the in-process embedding model. */
    private final class LocalVectors implements Lane {
        private final String model;
        private final EmbeddingRequest asked;

        LocalVectors(String model, EmbeddingRequest asked) {
            this.model = model;
            this.asked = asked;
        }

        @Override
        public io.lingzhi.gateway.upstream.Cancellable start(Attempt attempt, Delivery delivery, End end) {
            return LocalWork.run(blocking, delivery, () -> local.embed(model, asked.texts()), end, vectors -> {
                switch (vectors) {
                    case EmbeddingClient.Vectors.Failed(Failure failure) -> end.failed(failure);
                    case EmbeddingClient.Vectors.Complete complete -> answer(complete, attempt, delivery, end);
                }
            });
        }

        private void answer(EmbeddingClient.Vectors.Complete complete, Attempt attempt, Delivery delivery, End end) {
            int length = complete.vectors().getFirst().length;
            int wanted = asked.dimensions().orElse(length);
            if (wanted != length) {
                end.failed(Failure.InvalidRequest.of(
                        "model " + model + " makes vectors of " + length + " dimensions, and no others", "dimensions"));
                return;
            }
            attempt.observe(List.of(new StreamEvent.UsageReported(complete.usage())));
            delivery.body(
                    "application/json",
                    EmbeddingResponse.encode(complete.model(), complete.vectors(), asked.base64(), complete.usage()));
            end.delivered();
        }
    }
}
