package io.lingzhi.gateway;

import io.lingzhi.gateway.route.RouteTable;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code GET /v1/models} and {@code /v1/models/{id}}: what can be asked for now, in the form of the protocol that the
 * client shows by its headers.
 */
public final class Models implements Endpoint {
    private static final String PATH = "/v1/models";

    private final Supplier<Snapshot> snapshots;
    private final FailureEncoder failures;

    public Models(Supplier<Snapshot> snapshots, FailureEncoder failures) {
        this.snapshots = snapshots;
        this.failures = failures;
    }

    @Override
    public void handle(ClientRequest request, Reply reply) {
        try {
            Snapshot snapshot = snapshots.get();
            String _ = Gateway.authenticate(snapshot, request);
            List<RouteTable.Listed> listed = snapshot.routes().listed();
            ModelList shape = shape(request);
            byte[] body = request.path().equals(PATH) ? shape.list(listed) : shape.one(named(request, listed));
            reply.whole(200, WireDelivery.JSON, body);
        } catch (RejectedException e) {
            WireError error = failures.encodeFailure(e.failure());
            reply.whole(error.status(), error.headers(), error.body());
        }
    }

    private static RouteTable.Listed named(ClientRequest request, List<RouteTable.Listed> listed)
            throws RejectedException {
        String name = request.path().substring(PATH.length() + 1);
        return listed.stream()
                .filter(model -> model.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new RejectedException(new Failure.UnknownModel(
                        "model " + name + " cannot be asked for here now; GET /v1/models lists those that can",
                        List.of())));
    }

    private static ModelList shape(ClientRequest request) {
        Function<String, Optional<String>> header = request.header();
        if (header.apply("anthropic-version").isPresent()) {
            return ModelList.ANTHROPIC;
        }
        boolean google = header.apply("x-goog-api-key").isPresent()
                || request.query().apply("key").isPresent();
        return google ? ModelList.GEMINI : ModelList.OPENAI;
    }
}
