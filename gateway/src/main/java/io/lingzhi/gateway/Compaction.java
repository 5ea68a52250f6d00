package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.upstream.UpstreamBody;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.openairesponses.CompactRequest;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The path of a Responses client's wish for a shorter conversation, {@code POST /v1/responses/compact}: passed on to
 * upstreams that speak Responses, for what comes back can be read by none but its maker.
 */
public final class Compaction implements Endpoint {
    private final Admission admission;
    private final Planner planner;
    private final Lanes lanes;
    private final Attempts attempts;
    private final FailureEncoder failures;
    private final UpstreamReader reader;

    /** @param reader reads the answers' usage and the errors, and no more */
    public Compaction(
            Admission admission,
            Planner planner,
            Lanes lanes,
            Attempts attempts,
            FailureEncoder failures,
            UpstreamReader reader) {
        this.admission = admission;
        this.planner = planner;
        this.lanes = lanes;
        this.attempts = attempts;
        this.failures = failures;
        this.reader = reader;
    }

    @Override
    public void handle(ClientRequest request, Reply reply) {
        Admission.Ask ask = new Admission.Ask(Protocol.OPENAI_RESPONSES, "compact");
        admission.admit(request, reply, ask, failures, (snapshot, exchange) -> {
            CompactRequest compact = CompactRequest.read(request.body());
            ModelId model = request.instead().orElse(compact.model());
            exchange.asks(model, false);
            attempts.run(
                    exchange,
                    WireDelivery.ofBytes(reply, failures),
                    planner.of(snapshot, model, new Maker(snapshot, model, new Sent(request, compact))),
                    Rescue.none(),
                    snapshot.config().deadlines().request());
        });
    }

    private final class Maker implements Planner.Maker {
        private final Snapshot snapshot;
        private final ModelId model;
        private final Sent sent;

        Maker(Snapshot snapshot, ModelId model, Sent sent) {
            this.snapshot = snapshot;
            this.model = model;
            this.sent = sent;
        }

        @Override
        public Optional<Lane> upstream(Target target) {
            return lanes.relay(snapshot.config(), target, Protocol.OPENAI_RESPONSES, reader, sent);
        }

        @Override
        public Lane local(String name) throws RejectedException {
            throw new RejectedException(unsupported());
        }

        @Override
        public boolean tellsLatency() {
            return false;
        }

        /** An upstream that cannot compact may answer everything else. */
        @Override
        public boolean tellsHealth(Failure failure) {
            return Faults.isOfCredential(failure);
        }

        @Override
        public Failure unsupported() {
            return new Failure.Unsupported(
                    "POST /v1/responses/compact is served by providers that speak Responses only, "
                            + "and model " + model
                            + " has none: ask for a model of a codex-api-key or xai-api-key entry, or"
                            + " let the client shorten the conversation itself");
        }
    }

    /** The call as the client wrote it. */
    private record Sent(ClientRequest request, CompactRequest compact) implements RelayLane.Call {
        @Override
        public String path(String upstreamModel) {
            return CompactRequest.PATH;
        }

        @Override
        public Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>();
            CompactRequest.clientHeaders()
                    .forEach(name -> request.header().apply(name).ifPresent(value -> headers.put(name, value)));
            headers.put("accept", "application/json");
            return headers;
        }

        @Override
        public UpstreamBody body(String upstreamModel, Consumer<Failure> broken) throws RejectedException {
            return new UpstreamBody.Whole(compact.patched(upstreamModel));
        }
    }
}
