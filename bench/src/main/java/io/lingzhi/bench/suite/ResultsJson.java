package io.lingzhi.bench.suite;

import io.lingzhi.bench.suite.Results.Start;
import io.lingzhi.bench.suite.Trial.Measured;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.util.Map;

/** A run as JSON: every trial of every round, the starts, the targets, and what machine and build it was. */
final class ResultsJson {
    private ResultsJson() {}

    static String of(Results results, Map<String, String> machine) {
        var about = Json.object();
        machine.forEach(about::put);
        return Json.text(Json.object()
                .put("machine", about.build())
                .put(
                        "trials",
                        results.measured().stream().map(ResultsJson::trial).toList())
                .put("starts", results.starts().stream().map(ResultsJson::start).toList())
                .putIfPresent(
                        "held_bodies", results.heldBodies().stream().boxed().findFirst())
                .put(
                        "targets",
                        Targets.of(results).stream().map(ResultsJson::target).toList())
                .build());
    }

    private static Obj trial(Measured one) {
        return Json.object()
                .put("case", one.trial().shape().name())
                .put("contender", one.trial().contender())
                .put("way", one.trial().way().word())
                .put("round", one.round())
                .put("units", one.span().units())
                .put("nanos", one.span().nanos())
                .put("cpu_nanos", one.span().cpuNanos())
                .put("p50_nanos", one.times().p50())
                .put("p90_nanos", one.times().p90())
                .put("p99_nanos", one.times().p99())
                .put("p999_nanos", one.times().p999())
                .put("refused", one.errors().refused())
                .put("status", one.errors().status())
                .put("cut", one.errors().cut())
                .put("wrong", one.errors().wrong())
                .put("rss_before", one.before().rssBytes())
                .put("rss_after", one.after().rssBytes())
                .put("threads", one.after().threads())
                .put("files", one.after().files())
                .build();
    }

    private static Obj start(Start start) {
        return Json.object()
                .put("first_answer_nanos", start.firstAnswer().toNanos())
                .put("rss", start.rssBytes())
                .build();
    }

    private static Obj target(Targets.Row row) {
        var target =
                Json.object().put("target", row.key()).put("limit", row.limit()).put("unit", row.unit());
        row.measured().ifPresent(value -> target.put("measured", value));
        return target.putIfPresent("way", row.worst()).build();
    }
}
