package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Ask.Choice;
import io.lingzhi.bench.simulator.Ask.Delivery;
import io.lingzhi.bench.simulator.Ask.Limits;
import io.lingzhi.bench.simulator.Ask.Tool;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a request of OpenAI Chat Completions.
 *
 * <p>Source: https://platform.openai.com/docs/api-reference/chat, read 2026-11-22.
 */
final class ChatAsk {
    private ChatAsk() {}

    static Ask read(Obj body) throws BadAskException {
        String model = body.string("model").orElseThrow(() -> new BadAskException("model is missing: name one"));
        List<JsonValue> messages = body.list("messages");
        if (messages.isEmpty()) {
            throw new BadAskException("messages is missing or empty: give at least one message");
        }
        if (body.integer("n").orElse(1L) != 1) {
            throw new BadAskException("n must be 1: the simulator gives one choice");
        }
        List<Turn> turns = new ArrayList<>();
        for (JsonValue item : messages) {
            addTurns(turns, item instanceof Obj message ? message : Obj.EMPTY);
        }
        Limits limits = new Limits(
                Ask.tokenLimit(body, "max_completion_tokens", "max_tokens"), Contents.texts(body.get("stop")));
        return new Ask(model, turns, tools(body), choice(body), limits, schema(body), delivery(body));
    }

    private static void addTurns(List<Turn> turns, Obj message) {
        String text = Contents.text(message.get("content"));
        int images = Contents.count(message.list("content"), "image_url");
        switch (message.string("role", "")) {
            case "user" -> turns.add(new Turn.User(text, images));
            case "tool", "function" -> turns.add(new Turn.Result(text, images));
            case "assistant" -> {
                List<JsonValue> calls = message.list("tool_calls");
                if (!text.isEmpty() || calls.isEmpty()) {
                    turns.add(new Turn.Model(text));
                }
                for (JsonValue item : calls) {
                    Obj call = item instanceof Obj object ? object : Obj.EMPTY;
                    turns.add(new Turn.Call(call.object("function").string("name", "")));
                }
            }
            default -> turns.add(new Turn.Rule(text));
        }
    }

    private static List<Tool> tools(Obj body) {
        List<Tool> tools = new ArrayList<>();
        for (JsonValue item : body.list("tools")) {
            if (item instanceof Obj tool && tool.has("function")) {
                Obj function = tool.object("function");
                tools.add(
                        new Tool(function.string("name", "unnamed"), Optional.empty(), function.object("parameters")));
            }
        }
        return body.string("tool_choice", "auto").equals("none") ? List.of() : tools;
    }

    private static Choice choice(Obj body) {
        Optional<String> named = body.object("tool_choice").object("function").string("name");
        return named.<Choice>map(Choice.Named::new)
                .orElseGet(() ->
                        body.string("tool_choice", "auto").equals("required") ? new Choice.Any() : new Choice.Free());
    }

    private static Optional<Obj> schema(Obj body) {
        Obj format = body.object("response_format");
        return switch (format.string("type", "text")) {
            case "json_schema" -> Optional.of(format.object("json_schema").object("schema"));
            case "json_object" -> Optional.of(Ask.anyObject());
            default -> Optional.empty();
        };
    }

    private static Delivery delivery(Obj body) {
        if (!body.bool("stream").orElse(false)) {
            return Delivery.WHOLE;
        }
        boolean usage = body.object("stream_options").bool("include_usage").orElse(false);
        return usage ? Delivery.STREAMED_WITH_USAGE : Delivery.STREAMED;
    }
}
