package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Ask.Choice;
import io.lingzhi.bench.simulator.Ask.Delivery;
import io.lingzhi.bench.simulator.Ask.Limits;
import io.lingzhi.bench.simulator.Ask.Tool;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a request of Anthropic Messages.
 *
 * <p>Source: https://docs.anthropic.com/en/api/messages, read 2026-11-22.
 */
final class MessagesAsk {
    private MessagesAsk() {}

    static Ask read(Obj body) throws BadAskException {
        if (body.integer("max_tokens").isEmpty()) {
            throw new BadAskException("max_tokens: Field required");
        }
        return conversation(body, Ask.tokenLimit(body, "max_tokens"));
    }

    /** What is to be counted: a request without a limit. */
    static Ask counted(Obj body) throws BadAskException {
        return conversation(body, Integer.MAX_VALUE);
    }

    private static Ask conversation(Obj body, int maxTokens) throws BadAskException {
        String model = body.string("model").orElseThrow(() -> new BadAskException("model: Field required"));
        List<Turn> turns = new ArrayList<>();
        if (body.has("system")) {
            turns.add(new Turn.Rule(Contents.text(body.get("system"))));
        }
        for (Obj message : Contents.objects(body.get("messages"))) {
            addTurns(turns, message);
        }
        if (body.list("messages").isEmpty()) {
            throw new BadAskException("messages: at least one message is required");
        }
        if (turns.getLast() instanceof Turn.Model(String text) && !text.equals(text.stripTrailing())) {
            throw new BadAskException("messages: final assistant content cannot end with trailing whitespace");
        }
        Obj format = body.object("output_config").object("format");
        return new Ask(
                model,
                turns,
                tools(body),
                choice(body),
                new Limits(maxTokens, Contents.texts(body.get("stop_sequences"))),
                format.has("schema") ? Optional.of(format.object("schema")) : Optional.empty(),
                body.bool("stream").orElse(false) ? Delivery.STREAMED : Delivery.WHOLE);
    }

    private static void addTurns(List<Turn> turns, Obj message) throws BadAskException {
        StringBuilder text = new StringBuilder();
        int images = 0;
        List<Turn> calls = new ArrayList<>();
        for (Obj block : Contents.parts(message.get("content"), "text")) {
            switch (block.string("type", "")) {
                case "text" -> text.append(block.string("text", ""));
                case "image" -> images++;
                case "tool_result" ->
                    turns.add(new Turn.Result(
                            Contents.text(block.get("content")), Contents.count(block.list("content"), "image")));
                case "tool_use" -> calls.add(new Turn.Call(block.string("name", "")));
                case "thinking" -> checkSeal(block);
                default -> {
                    // Nothing else shapes the answer.
                }
            }
        }
        if (!text.isEmpty() || images > 0) {
            turns.add(
                    switch (message.string("role", "")) {
                        case "assistant" -> new Turn.Model(text.toString());
                        case "user" -> new Turn.User(text.toString(), images);
                        default -> new Turn.Rule(text.toString());
                    });
        }
        turns.addAll(calls);
    }

    /** A thought may come back without its text, as when the client was not shown it: the seal stands for it. */
    private static void checkSeal(Obj block) throws BadAskException {
        String seal = block.string("signature", "");
        String thought = block.string("thinking", "");
        Seal.check(seal, "signature in thinking block");
        if (!thought.isEmpty() && !seal.equals(Seal.of(thought))) {
            throw new BadAskException("thinking blocks cannot be modified: send them back as they came");
        }
    }

    private static List<Tool> tools(Obj body) {
        if (body.object("tool_choice").string("type", "auto").equals("none")) {
            return List.of();
        }
        return Contents.objects(body.get("tools")).stream()
                .filter(tool -> tool.has("input_schema"))
                .map(tool -> new Tool(tool.string("name", "unnamed"), Optional.empty(), tool.object("input_schema")))
                .toList();
    }

    private static Choice choice(Obj body) {
        Obj choice = body.object("tool_choice");
        return switch (choice.string("type", "auto")) {
            case "any" -> new Choice.Any();
            case "tool" -> new Choice.Named(choice.string("name", ""));
            default -> new Choice.Free();
        };
    }
}
