package io.lingzhi.gateway.admin;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.admin.Management.Answer;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.Considered;
import io.lingzhi.gateway.usage.Decision;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.gateway.usage.UsageReader;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the operator is told of a request that is over, by the {@code x-request-id} of its answer. */
public final class RequestTraces {
    /** The path, which an id follows. */
    public static final String PATH = "/v0/management/requests/";

    /** Most requests of one id that are told. */
    public static final int MOST = 5;

    private final UsageReader ledger;

    public RequestTraces(UsageReader ledger) {
        this.ledger = ledger;
    }

    /** {@code {"requests":[{...,"considered":[...],"attempts":[...]}]}}, newest first; 404 where there is none. */
    public Answer find(ClientRequest request) {
        String id = request.path().substring(PATH.length());
        List<RequestRecord> found = ledger.withId(id, MOST);
        if (found.isEmpty()) {
            return Answer.error(
                    404,
                    "no request in the ledger has this id: take it from x-request-id of an answer; a request is written"
                            + " within a second after it has ended, if usage-statistics-enabled is on");
        }
        return Answer.of(Json.object()
                .put("requests", found.stream().map(RequestTraces::trace).toList())
                .build());
    }

    private static JsonValue.Obj trace(RequestRecord request) {
        Decision decision = request.decision();
        ObjectBuilder trace = Json.object()
                .put("request_id", request.requestId())
                .put("at", request.at().toString())
                .put("key", request.clientKeyId())
                .put("protocol", request.inbound().id())
                .put("operation", request.operation())
                .put("model", request.modelAsked())
                .put("stream", request.streamed())
                .put("status", request.status())
                .putIfPresent("failure", request.failureKind())
                .putIfPresent("message", decision.message())
                .put("latency_ms", millis(request.latency()))
                .putIfPresent("first_token_ms", request.timeToFirstToken().map(RequestTraces::millis))
                .put("losses", JsonValue.Arr.ofStrings(request.losses()))
                .put(
                        "considered",
                        decision.considered().stream().map(RequestTraces::entry).toList());
        if (decision.leftOut() > 0) {
            trace.put("considered_more", decision.leftOut());
        }
        return trace.put("attempts", attempts(request)).build();
    }

    private static JsonValue.Obj entry(Considered considered) {
        return Json.object()
                .put("stage", considered.stage())
                .put("model", considered.model())
                .put("provider", considered.provider())
                .put("credential", considered.credentialId())
                .put("upstream_model", considered.upstreamModel())
                .put("outcome", considered.outcome())
                .putIfPresent("cause", considered.cause())
                .putIfPresent("again_ms", considered.again().map(RequestTraces::millis))
                .build();
    }

    private static List<JsonValue> attempts(RequestRecord request) {
        List<JsonValue> attempts = new ArrayList<>();
        for (int i = 0; i < request.attempts().size(); i++) {
            attempts.add(attempt(request.attempts().get(i), request.decision().way(i)));
        }
        return attempts;
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // older records have no ways
    private static JsonValue.Obj attempt(AttemptRecord attempt, Optional<Decision.Way> way) {
        return Json.object()
                .put("at", attempt.at().toString())
                .putIfPresent("role", way.map(known -> known.role().word()))
                .putIfPresent("waited_ms", way.map(known -> millis(known.waited())))
                .put("provider", attempt.provider())
                .put("credential", attempt.credentialId())
                .put("upstream_model", attempt.upstreamModel())
                .putIfPresent("status", attempt.status())
                .putIfPresent("failure", attempt.failureKind())
                .putIfPresent("message", way.flatMap(Decision.Way::message))
                .put("latency_ms", millis(attempt.latency()))
                .putIfPresent("first_token_ms", attempt.timeToFirstToken().map(RequestTraces::millis))
                .build();
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }
}
