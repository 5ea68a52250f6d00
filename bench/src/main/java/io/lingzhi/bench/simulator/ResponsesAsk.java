package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Ask.Choice;
import io.lingzhi.bench.simulator.Ask.Delivery;
import io.lingzhi.bench.simulator.Ask.Limits;
import io.lingzhi.bench.simulator.Ask.Tool;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.JsonValue.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a request of OpenAI Responses.
 *
 * <p>Source: https://platform.openai.com/docs/api-reference/responses, read 2026-11-22.
 */
final class ResponsesAsk {
    private ResponsesAsk() {}

    /** @param before what was said up to the response that the request names as the previous one */
    static Ask read(Obj body, List<Turn> before) throws BadAskException {
        String model = body.string("model").orElseThrow(() -> new BadAskException("model is missing: name one"));
        List<Turn> turns = new ArrayList<>(before);
        body.string("instructions").ifPresent(text -> turns.add(new Turn.Rule(text)));
        if (body.get("input") instanceof Str(String text)) {
            turns.add(new Turn.User(text, 0));
        }
        List<Tool> tools = new ArrayList<>();
        addTools(tools, Contents.objects(body.get("tools")), Optional.empty());
        for (Obj item : Contents.objects(body.get("input"))) {
            addTurn(turns, item);
            addTools(tools, Contents.objects(item.get("tools")), Optional.empty());
        }
        if (turns.isEmpty()) {
            throw new BadAskException("input is missing or empty: give a text or items");
        }
        boolean none = body.string("tool_choice", "auto").equals("none");
        return new Ask(
                model,
                turns,
                none ? List.of() : tools,
                choice(body),
                new Limits(Ask.tokenLimit(body, "max_output_tokens"), List.of()),
                schema(body),
                body.bool("stream").orElse(false) ? Delivery.STREAMED : Delivery.WHOLE);
    }

    private static void addTurn(List<Turn> turns, Obj item) throws BadAskException {
        String type = item.string("type", "message");
        if (type.equals("reasoning")) {
            if (item.get("encrypted_content") instanceof Str(String seal)) {
                Seal.check(seal, "encrypted_content");
            }
        } else if (type.endsWith("_output")) {
            int images = Contents.count(item.list("output"), "input_image");
            turns.add(new Turn.Result(Contents.text(item.get("output")), images));
        } else if (type.endsWith("_call")) {
            turns.add(new Turn.Call(item.string("name", type)));
        } else if (type.equals("message")) {
            String text = Contents.text(item.get("content"));
            turns.add(
                    switch (item.string("role", "user")) {
                        case "user" -> new Turn.User(text, Contents.count(item.list("content"), "input_image"));
                        case "assistant" -> new Turn.Model(text);
                        default -> new Turn.Rule(text);
                    });
        }
    }

    private static void addTools(List<Tool> tools, List<Obj> offered, Optional<String> namespace) {
        for (Obj tool : offered) {
            switch (tool.string("type", "")) {
                case "function" ->
                    tools.add(new Tool(tool.string("name", "unnamed"), namespace, tool.object("parameters")));
                case "namespace" -> addTools(tools, Contents.objects(tool.get("tools")), tool.string("name"));
                default -> {
                    // Tools of other kinds are never called.
                }
            }
        }
    }

    private static Choice choice(Obj body) {
        return body.object("tool_choice")
                .string("name")
                .<Choice>map(Choice.Named::new)
                .orElseGet(() ->
                        body.string("tool_choice", "auto").equals("required") ? new Choice.Any() : new Choice.Free());
    }

    private static Optional<Obj> schema(Obj body) {
        Obj format = body.object("text").object("format");
        return switch (format.string("type", "text")) {
            case "json_schema" -> Optional.of(format.object("schema"));
            case "json_object" -> Optional.of(Ask.anyObject());
            default -> Optional.empty();
        };
    }
}
