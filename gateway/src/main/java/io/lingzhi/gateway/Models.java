package io.lingzhi.gateway;

import io.lingzhi.gateway.route.RouteTable;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.PercentCoding;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/models} and {@code /v1/models/{id}}, and the same below {@code /v1beta}: what can be asked for now, in
 * the form of the protocol that the client shows by its path or its headers.
 */
public final class Models implements Endpoint {
    private static final Pattern PATH = Pattern.compile("/v1(?:beta)?/models(?:/(.+))?");

    private final Supplier<Snapshot> snapshots;
    private final Function<ModelList, FailureEncoder> failures;

    /** @param failures how the clients of each form are told of errors */
    public Models(Supplier<Snapshot> snapshots, Function<ModelList, FailureEncoder> failures) {
        this.snapshots = snapshots;
        this.failures = failures;
    }

    @Override
    public void handle(ClientRequest request, Reply reply) {
        ModelList shape = shape(request);
        try {
            Snapshot snapshot = snapshots.get();
            String _ = Admission.authenticate(snapshot, request);
            List<RouteTable.Listed> listed = snapshot.routes().listed();
            Optional<String> name = name(request);
            byte[] body = name.isEmpty() ? shape.list(listed) : shape.one(named(name.get(), listed));
            reply.whole(200, WireDelivery.JSON, body);
        } catch (RejectedException e) {
            WireError error = failures.apply(shape).encodeFailure(e.failure());
            reply.whole(error.status(), error.headers(), error.body());
        }
    }

    private static Optional<String> name(ClientRequest request) {
        Matcher path = PATH.matcher(request.path());
        return path.matches() ? Optional.ofNullable(path.group(1)).map(PercentCoding::decoded) : Optional.empty();
    }

    private static RouteTable.Listed named(String name, List<RouteTable.Listed> listed) throws RejectedException {
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
        boolean google = request.path().startsWith("/v1beta/")
                || header.apply("x-goog-api-key").isPresent()
                || request.query().apply("key").isPresent();
        return google ? ModelList.GEMINI : ModelList.OPENAI;
    }
}
