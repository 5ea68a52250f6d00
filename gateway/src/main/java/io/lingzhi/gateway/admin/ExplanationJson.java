package io.lingzhi.gateway.admin;

import io.lingzhi.gateway.Explanation;
import io.lingzhi.gateway.Explanation.State;
import io.lingzhi.gateway.credential.Cause;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** An explanation as the management routes answer it. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /**
     * {@code {"model","problem"?,"strategy","rescue","hedge_after_ms"?,"affinity":{"on","session"},
     * "candidates":[{"stage","model","provider","upstream_model","credential","priority","lanes","state","cause"?,
     * "again_at"?,"missing"?,"bound","next"}]}}.
     */
    public static JsonValue.Obj of(Explanation told) {
        Explanation.Manner manner = told.manner();
        return Json.object()
                .put("model", told.model())
                .putIfPresent("problem", told.problem())
                .put("strategy", word(manner.strategy()))
                .put("rescue", manner.rescue().word())
                .putIfPresent("hedge_after_ms", manner.hedgeAfter().map(Duration::toMillis))
                .put(
                        "affinity",
                        Json.object()
                                .put("on", manner.affinity())
                                .put("session", manner.session())
                                .build())
                .put(
                        "candidates",
                        told.lines().stream().map(ExplanationJson::line).toList())
                .build();
    }

    private static JsonValue.Obj line(Explanation.Line line) {
        ObjectBuilder lanes = Json.object();
        line.lanes().forEach((protocol, way) -> lanes.put(protocol.id(), way));
        ObjectBuilder row = Json.object()
                .put("stage", word(line.stage()))
                .put("model", line.model())
                .put("provider", line.provider())
                .put("upstream_model", line.upstreamModel())
                .put("credential", line.credentialId())
                .put("priority", line.priority())
                .put("lanes", lanes.build());
        return state(row, line.state())
                .put("bound", line.bound())
                .put("next", line.next())
                .build();
    }

    private static ObjectBuilder state(ObjectBuilder row, State state) {
        return switch (state) {
            case State.Ready() -> row.put("state", "ready");
            case State.HalfOpen() -> row.put("state", "half-open");
            case State.Cooling(Cause cause, var again) ->
                row.put("state", "cooling")
                        .put("cause", word(cause))
                        .put("again_at", again.truncatedTo(ChronoUnit.MILLIS).toString());
            case State.ByHand(Cause cause) -> row.put("state", "disabled").put("cause", word(cause));
            case State.Busy() -> row.put("state", "busy");
            case State.Missing(var variables) ->
                row.put("state", "missing").put("missing", JsonValue.Arr.ofStrings(variables));
            case State.NoWeight() -> row.put("state", "no-weight");
            case State.Nowhere() -> row.put("state", "nowhere");
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
