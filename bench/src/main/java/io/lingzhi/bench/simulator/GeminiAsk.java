package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Ask.Choice;
import io.lingzhi.bench.simulator.Ask.Delivery;
import io.lingzhi.bench.simulator.Ask.Limits;
import io.lingzhi.bench.simulator.Ask.Tool;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.JsonValue.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a request of Gemini generateContent. Names in snake case are taken too.
 *
 * <p>Source: https://ai.google.dev/api/generate-content, read 2026-11-22.
 */
final class GeminiAsk {
    /** What Gemini takes from clients that have no signature for a call. */
    private static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private GeminiAsk() {}

    static Ask read(Obj body, String model, Delivery delivery) throws BadAskException {
        List<Turn> turns = new ArrayList<>();
        Obj rules = either(body, "systemInstruction", "system_instruction");
        if (!rules.equals(Obj.EMPTY)) {
            turns.add(new Turn.Rule(Contents.text(rules.get("parts"))));
        }
        for (Obj content : Contents.objects(body.get("contents"))) {
            addTurns(turns, content);
        }
        if (body.list("contents").isEmpty() || turns.isEmpty()) {
            throw new BadAskException("contents is not specified: give at least one content");
        }
        Obj config = either(body, "generationConfig", "generation_config");
        Obj calling =
                either(either(body, "toolConfig", "tool_config"), "functionCallingConfig", "function_calling_config");
        Limits limits = new Limits(
                Ask.tokenLimit(config, "maxOutputTokens", "max_output_tokens"),
                Contents.texts(config.get("stopSequences")));
        return new Ask(model, turns, tools(body, calling), choice(calling), limits, schema(config), delivery);
    }

    private static Obj either(Obj from, String name, String snake) {
        return from.has(name) ? from.object(name) : from.object(snake);
    }

    private static void addTurns(List<Turn> turns, Obj content) throws BadAskException {
        StringBuilder text = new StringBuilder();
        int images = 0;
        for (Obj part : Contents.objects(content.get("parts"))) {
            String seal = part.string("thoughtSignature", "");
            if (!seal.isEmpty() && !seal.equals(NO_SIGNATURE)) {
                Seal.check(seal, "thoughtSignature");
            }
            if (part.has("functionCall")) {
                turns.add(new Turn.Call(part.object("functionCall").string("name", "")));
            } else if (part.has("functionResponse")) {
                turns.add(result(part.object("functionResponse")));
            } else if (part.has("inlineData") || part.has("fileData")) {
                images++;
            } else if (!part.bool("thought").orElse(false)) {
                text.append(part.string("text", ""));
            }
        }
        if (!text.isEmpty() || images > 0) {
            boolean model = content.string("role", "user").equals("model");
            turns.add(model ? new Turn.Model(text.toString()) : new Turn.User(text.toString(), images));
        }
    }

    /** The response's one text if it has no more, else its JSON. */
    private static Turn.Result result(Obj response) {
        Obj told = response.object("response");
        List<JsonValue> members = List.copyOf(told.members().values());
        String text = members.size() == 1 && members.getFirst() instanceof Str(String only) ? only : Json.text(told);
        int images = (int) Contents.objects(response.get("parts")).stream()
                .filter(part -> part.has("inlineData"))
                .count();
        return new Turn.Result(text, images);
    }

    private static List<Tool> tools(Obj body, Obj calling) {
        List<Tool> tools = new ArrayList<>();
        for (Obj group : Contents.objects(body.get("tools"))) {
            String name = group.has("functionDeclarations") ? "functionDeclarations" : "function_declarations";
            for (Obj function : Contents.objects(group.get(name))) {
                Obj schema = either(function, "parametersJsonSchema", "parameters");
                tools.add(new Tool(function.string("name", "unnamed"), Optional.empty(), schema));
            }
        }
        return calling.string("mode", "AUTO").equals("NONE") ? List.of() : tools;
    }

    private static Choice choice(Obj calling) {
        if (!calling.string("mode", "AUTO").equals("ANY")) {
            return new Choice.Free();
        }
        List<String> allowed = Contents.texts(calling.get("allowedFunctionNames"));
        return allowed.isEmpty() ? new Choice.Any() : new Choice.Named(allowed.getFirst());
    }

    private static Optional<Obj> schema(Obj config) {
        Obj schema = either(config, "responseJsonSchema", "responseSchema");
        boolean json = config.string("responseMimeType", "text/plain").equals("application/json");
        return !schema.equals(Obj.EMPTY) ? Optional.of(schema) : json ? Optional.of(Ask.anyObject()) : Optional.empty();
    }
}
