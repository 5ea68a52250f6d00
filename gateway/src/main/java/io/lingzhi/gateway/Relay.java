package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.upstream.UpstreamBody;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.openairelay.JsonCall;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The path of a call that only upstreams of the OpenAI API answer: it is passed on to those that its model names, with
 * the model's name changed and nothing else.
 */
public final class Relay {
    private final Admission admission;
    private final Planner planner;
    private final Lanes lanes;
    private final Attempts attempts;
    private final Wire wire;

    /** How clients are told of errors, and answers read. */
    public record Wire(FailureEncoder failures, UpstreamReader reader) {}

    /**
     * One of the calls.
     *
     * @param operation its name in the records
     * @param path below an upstream's base URL, which ends where the client's {@code /v1} does
     * @param model the one that the API takes where a request names none
     */
    public record Route(String operation, String path, Optional<String> model) {
        public static Route of(String operation, String path) {
            return new Route(operation, path, Optional.empty());
        }
    }

    public Relay(Admission admission, Planner planner, Lanes lanes, Attempts attempts, Wire wire) {
        this.admission = admission;
        this.planner = planner;
        this.lanes = lanes;
        this.attempts = attempts;
        this.wire = wire;
    }

    /** The endpoint of a call whose body is JSON. */
    public Endpoint json(Route route) {
        return (request, reply) ->
                admit(route, request, reply, (asked, delivery) -> asked.json(request.body(), delivery));
    }

    /** The endpoint of a call whose body is a form, passed on while it arrives, or JSON. */
    public StreamedEndpoint form(Route route) {
        return (head, body, reply) ->
                admit(route, head, reply, (asked, delivery) -> new FormReading(asked, head, body, delivery).begin());
    }

    private interface Begin {
        void begin(Asked asked, WireDelivery delivery) throws RejectedException;
    }

    private void admit(Route route, ClientRequest request, Reply reply, Begin begin) {
        Admission.Ask ask = new Admission.Ask(Protocol.OPENAI_CHAT, route.operation());
        admission.admit(
                request,
                reply,
                ask,
                wire.failures(),
                (snapshot, exchange) -> begin.begin(
                        new Asked(route, snapshot, exchange), WireDelivery.ofBytes(reply, wire.failures())));
    }

    /** One call that was let in. */
    final class Asked {
        private final Route route;
        private final Snapshot snapshot;
        private final Exchange exchange;

        Asked(Route route, Snapshot snapshot, Exchange exchange) {
            this.route = route;
            this.snapshot = snapshot;
            this.exchange = exchange;
        }

        Snapshot snapshot() {
            return snapshot;
        }

        /** Runs a step that had to wait for the client. */
        void goOn(Delivery delivery, Admission.Step step) {
            admission.goOn(exchange, delivery, step);
        }

        void failed(Delivery delivery, Failure failure) {
            if (!exchange.over()) {
                exchange.failed(delivery.fail(failure), failure);
            }
        }

        void json(byte[] body, Delivery delivery) throws RejectedException {
            JsonCall call = JsonCall.read(body, route.model());
            run(call.model(), call.stream(), delivery, new Sent("application/json", (model, ignored) -> {
                return new UpstreamBody.Whole(call.patched(model));
            }));
        }

        /** @param body makes the body for one attempt */
        void form(ModelId model, String contentType, Bodies body, Delivery delivery) throws RejectedException {
            run(model, false, delivery, new Sent(contentType, body));
        }

        private void run(ModelId model, boolean stream, Delivery delivery, Sent sent) throws RejectedException {
            exchange.asks(model, stream);
            attempts.run(
                    exchange,
                    delivery,
                    planner.of(snapshot, model, new Maker(model, sent)),
                    Rescue.none(),
                    snapshot.config().deadlines().request());
        }

        private final class Maker implements Planner.Maker {
            private final ModelId model;
            private final Sent sent;

            Maker(ModelId model, Sent sent) {
                this.model = model;
                this.sent = sent;
            }

            @Override
            public Optional<Lane> upstream(Target target) {
                return lanes.relay(snapshot.config(), target, Protocol.OPENAI_CHAT, wire.reader(), sent);
            }

            @Override
            public Lane local(String localModel) throws RejectedException {
                throw new RejectedException(unsupported());
            }

            @Override
            public Failure unsupported() {
                return new Failure.Unsupported("POST /v1" + route.path() + " is served by OpenAI-compatible providers "
                        + "only, and model " + model + " has none: ask for a model of an openai-compatibility entry");
            }
        }

        private final class Sent implements RelayLane.Call {
            private final String contentType;
            private final Bodies bodies;

            Sent(String contentType, Bodies bodies) {
                this.contentType = contentType;
                this.bodies = bodies;
            }

            @Override
            public String path(String upstreamModel) {
                return route.path();
            }

            @Override
            public Map<String, String> headers() {
                return Map.of("content-type", contentType, "accept", "*/*");
            }

            @Override
            public UpstreamBody body(String upstreamModel, Consumer<Failure> broken) {
                return bodies.of(upstreamModel, broken);
            }
        }
    }

    /** Makes the body of each attempt. */
    @FunctionalInterface
    interface Bodies {
        /** @param broken hears that the rest of the body will not come */
        UpstreamBody of(String upstreamModel, Consumer<Failure> broken);
    }
}
