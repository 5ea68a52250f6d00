package io.lingzhi.app.cli;

import io.lingzhi.llm.json.JsonValue;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation of a route as people read it. */
final class ExplanationText {
    private final Texts texts;
    private final PrintStream out;

    ExplanationText(Texts texts, PrintStream out) {
        this.texts = texts;
        this.out = out;
    }

    /** @param told in the form of the management route */
    void print(JsonValue.Obj told) {
        told.string("problem").ifPresent(problem -> out.println(texts.say("line.warning", problem)));
        out.println(texts.say(
                "explain.manner", told.string("model", ""), told.string("strategy", ""), told.string("rescue", "")));
        told.integer("hedge_after_ms").ifPresent(late -> out.println(texts.say("explain.hedge", late)));
        JsonValue.Obj affinity = told.object("affinity");
        if (affinity.bool("on").orElse(false)) {
            out.println(texts.say(affinity.bool("session").orElse(false) ? "explain.session" : "explain.no-session"));
        }
        Columns columns = new Columns()
                .row(
                        "",
                        texts.say("column.stage"),
                        texts.say("column.model"),
                        texts.say("column.provider"),
                        texts.say("column.credential"),
                        texts.say("column.upstream-model"),
                        texts.say("column.priority"),
                        texts.say("column.state"),
                        texts.say("column.lane"));
        rows(told, "candidates").forEach(line -> add(columns, line));
        columns.print(out);
    }

    static List<JsonValue.Obj> rows(JsonValue.Obj object, String name) {
        return object.list(name).stream().map(JsonValue.Obj.class::cast).toList();
    }

    private void add(Columns columns, JsonValue.Obj line) {
        columns.row(
                line.bool("next").orElse(false) ? "->" : "",
                texts.say("stage." + line.string("stage", "")),
                line.string("model", ""),
                line.string("provider", ""),
                line.string("credential", ""),
                line.string("upstream_model", ""),
                Long.toString(line.integer("priority").orElse(0L)),
                state(line) + (line.bool("bound").orElse(false) ? texts.say("explain.bound") : ""),
                lanes(line.object("lanes")));
    }

    private String state(JsonValue.Obj line) {
        return switch (line.string("state", "")) {
            case "cooling" ->
                texts.say("state.cooling", texts.say("cause." + line.string("cause", "")), line.string("again_at", ""));
            case "disabled" -> texts.say("state.disabled", texts.say("cause." + line.string("cause", "")));
            case "missing" ->
                texts.say(
                        "state.missing",
                        line.list("missing").stream()
                                .map(name -> name instanceof JsonValue.Str(String text) ? text : "")
                                .collect(Collectors.joining(", ")));
            case String other -> texts.say("state." + other);
        };
    }

    private String lanes(JsonValue.Obj lanes) {
        if (lanes.members().isEmpty()) {
            return texts.say("lane.none");
        }
        String passed = lanes.members().keySet().stream()
                .filter(protocol -> lanes.string(protocol, "").equals("pass-through"))
                .collect(Collectors.joining(", "));
        return passed.isEmpty() ? texts.say("lane.translated") : texts.say("lane.pass-through", passed);
    }
}
