package io.lingzhi.gateway.admin;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the operator in, and nobody else: without a configured key there is no management; from other machines only if
 * the configuration allows it. Errors have the flat form of CLIProxyAPI, {@code {"error":"..."}}.
 */
public final class Management {
    private static final Logger LOG = LoggerFactory.getLogger(Management.class);
    static final Map<String, String> JSON = Map.of("content-type", "application/json");

    private final Supplier<Config> config;
    private final Attempters attempters;
    private final Executor blocking;

    /** @param blocking runs what may block: hashing and reading the ledger */
    public Management(Supplier<Config> config, InstantSource clock, Executor blocking) {
        this.config = config;
        this.attempters = new Attempters(clock);
        this.blocking = blocking;
    }

    /** An endpoint for the operator that answers with this value; {@code answer} may block. */
    public Endpoint guarded(Supplier<JsonValue> answer) {
        return guarded(_ -> Answer.of(answer.get()));
    }

    /** An endpoint for the operator that acts on the request; {@code act} may block. */
    public Endpoint guarded(Function<ClientRequest, Answer> act) {
        return (request, reply) -> blocking.execute(() -> {
            Answer outcome = refusal(request).orElseGet(() -> answered(request, act));
            reply.execute(() -> reply.whole(outcome.status, outcome.headers, Json.bytes(outcome.body)));
        });
    }

    /** What a call is answered. */
    public record Answer(int status, Map<String, String> headers, JsonValue body) {
        public Answer {
            headers = Map.copyOf(headers);
        }

        static Answer of(JsonValue body) {
            return new Answer(200, JSON, body);
        }

        static Answer error(int status, String text) {
            return new Answer(status, JSON, Json.object().put("error", text).build());
        }
    }

    private static Answer answered(ClientRequest request, Function<ClientRequest, Answer> act) {
        try {
            return act.apply(request);
        } catch (RuntimeException e) {
            LOG.error("a management call failed", e);
            return Answer.error(500, "the call failed: see the gateway's log");
        }
    }

    private Optional<Answer> refusal(ClientRequest request) {
        Config.Management management = config.get().management();
        if (management.key().isEmpty()) {
            return Optional.of(
                    Answer.error(404, "management is off: set remote-management.secret-key to switch it on"));
        }
        if (!management.allowRemote() && !isLocal(request)) {
            return Optional.of(Answer.error(
                    403, "remote management disabled: call from this machine, or set remote-management.allow-remote"));
        }
        return attempters
                .mustWait(request.peer())
                .map(Management::mustWait)
                .or(() -> checkKey(request, management.key().get()));
    }

    private static Answer mustWait(Duration left) {
        long seconds = Math.max(1, left.toSeconds());
        return new Answer(
                403,
                Map.of("content-type", "application/json", "retry-after", Long.toString(seconds)),
                Json.object()
                        .put("error", "too many wrong management keys from this address: wait " + seconds + " s")
                        .build());
    }

    private Optional<Answer> checkKey(ClientRequest request, Secret configured) {
        Optional<String> presented = presented(request);
        if (presented.isEmpty()) {
            return Optional.of(
                    Answer.error(401, "missing management key: send it as Authorization: Bearer or X-Management-Key"));
        }
        if (!ManagementKey.matches(configured, presented.get())) {
            attempters.wrong(request.peer());
            return Optional.of(Answer.error(401, "invalid management key"));
        }
        attempters.right(request.peer());
        return Optional.empty();
    }

    private static Optional<String> presented(ClientRequest request) {
        return request.header()
                .apply("authorization")
                .filter(value -> value.regionMatches(true, 0, "bearer ", 0, 7))
                .map(value -> value.substring(7).strip())
                .or(() -> request.header().apply("x-management-key"));
    }

    /** Whether the caller is on this machine. One that a proxy on this machine speaks for is not. */
    private static boolean isLocal(ClientRequest request) {
        return request.peer().isLoopbackAddress()
                && request.header().apply("x-forwarded-for").isEmpty()
                && request.header().apply("forwarded").isEmpty();
    }
}
