package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Optional;

/** Writes the parts of one request as blocks. Used by one thread at a time. */
final class BlockEncoder {
    private final ToolEncoder tools;
    private final CacheBudget marks;
    private final MediaEncoder media;
    private final Losses losses;
    private final boolean unsignedThinking;

    BlockEncoder(ToolEncoder tools, CacheBudget marks, Betas betas, Losses losses, Dialect dialect) {
        this.tools = tools;
        this.marks = marks;
        this.media = new MediaEncoder(betas, losses);
        this.losses = losses;
        this.unsignedThinking = dialect.has(Quirk.UNSIGNED_THINKING);
    }

    /** Adds what the part becomes; texts of nothing but white space become nothing, since an upstream refuses them. */
    void add(Turn turn, Part part, String path) {
        switch (part) {
            case Part.Text(String text, var citations) -> {
                losses.addIf(!citations.isEmpty(), path, "a citation needs its upstream's own index");
                text(turn, text);
            }
            case Part.Refusal(String text) -> text(turn, text);
            case Part.Media medium -> turn.add(media.encode(medium, path));
            case Part.Thinking thinking -> thinking(turn, thinking);
            case Part.ToolCall call -> turn.addCall(call(call));
            case Part.ToolResult result -> result(turn, result, path);
            case Part.CacheMark mark -> mark(turn, mark, path);
            case Part.Opaque(Protocol protocol, JsonValue json) -> opaque(turn, protocol, json, path);
        }
    }

    /** Adds a part of a system text, which takes no other block than text. */
    void addSystem(Turn turn, Part part, String path) {
        switch (part) {
            case Part.Text ignored -> add(turn, part, path);
            case Part.Refusal ignored -> add(turn, part, path);
            case Part.CacheMark ignored -> add(turn, part, path);
            case Part.Opaque ignored -> add(turn, part, path);
            case Part.Media ignored -> leaveOut(turn, path);
            case Part.Thinking ignored -> leaveOut(turn, path);
            case Part.ToolCall ignored -> leaveOut(turn, path);
            case Part.ToolResult ignored -> leaveOut(turn, path);
        }
    }

    private void leaveOut(Turn turn, String path) {
        losses.add(path, "a system text takes nothing but text");
        turn.skip();
    }

    private static void text(Turn turn, String text) {
        if (text.isBlank()) {
            turn.skip();
        } else {
            turn.add(Json.object().put("type", "text").put("text", text));
        }
    }

    private void thinking(Turn turn, Part.Thinking thinking) {
        Optional<Signature> own = thinking.signature().filter(signature -> signature.maker() == Protocol.ANTHROPIC);
        if (own.isPresent() && own.get().redacted()) {
            turn.addUnmarkable(Json.object()
                    .put("type", "redacted_thinking")
                    .put("data", own.get().value()));
        } else if (own.isPresent() || unsignedThinking) {
            turn.addUnmarkable(Json.object()
                    .put("type", "thinking")
                    .put("thinking", thinking.text())
                    .put("signature", own.map(Signature::value).orElse("")));
        } else {
            turn.skip();
        }
    }

    private ObjectBuilder call(Part.ToolCall call) {
        return Json.object()
                .put("type", "tool_use")
                .put("id", ToolNames.id(call.id()))
                .put("name", ToolNames.tool(call.name()))
                .put(
                        "input",
                        tools.takesFreeText(call.name())
                                ? Json.object().put("input", call.arguments()).build()
                                : input(call.arguments()));
    }

    /** The arguments as the object that they must be; text that is none is kept where the model can recognise it. */
    static JsonValue.Obj input(String arguments) {
        if (arguments.isBlank()) {
            return JsonValue.Obj.EMPTY;
        }
        try {
            if (Json.parse(arguments) instanceof JsonValue.Obj object) {
                return object;
            }
        } catch (JsonSyntaxException e) {
            // the model wrote no JSON: said below
        }
        return Json.object().put("INVALID_JSON", arguments).build();
    }

    private void result(Turn turn, Part.ToolResult result, String path) {
        Turn content = new Turn();
        List<Part> parts = result.content();
        for (int i = 0; i < parts.size(); i++) {
            add(content, parts.get(i), path + ".content[" + i + "]");
        }
        String id = ToolNames.id(result.callId());
        ObjectBuilder block = Json.object().put("type", "tool_result").put("tool_use_id", id);
        List<JsonValue> blocks = content.blocks();
        if (!blocks.isEmpty()) {
            block.put(
                    "content",
                    onlyText(blocks).<JsonValue>map(JsonValue::of).orElseGet(() -> new JsonValue.Arr(blocks)));
        }
        if (result.error()) {
            block.put("is_error", true);
        }
        losses.addIf(!turn.addResult(id, block), path, "the call was answered twice; the last answer counts");
    }

    /** The text if there is nothing else. */
    private static Optional<String> onlyText(List<JsonValue> blocks) {
        return blocks.size() == 1
                        && blocks.getFirst() instanceof JsonValue.Obj block
                        && block.members().size() == 2
                ? block.string("text")
                : Optional.empty();
    }

    private void mark(Turn turn, Part.CacheMark mark, String path) {
        if (!marks.take(path)) {
            return;
        }
        Optional<ObjectBuilder> block = turn.markable();
        losses.addIf(block.isEmpty(), path, "no block can bear the cache mark");
        block.ifPresent(marked -> marked.put(CacheControl.NAME, CacheControl.encode(mark)));
    }

    /** A whole block if it has a type; else further members of the block before. */
    private void opaque(Turn turn, Protocol protocol, JsonValue json, String path) {
        if (protocol != Protocol.ANTHROPIC || !(json instanceof JsonValue.Obj object)) {
            losses.add(path, "only " + protocol.id() + " can say it");
            turn.skip();
            return;
        }
        if (object.has("type")) {
            ObjectBuilder block = Json.object();
            object.members().forEach(block::put);
            turn.add(block);
            return;
        }
        Optional<ObjectBuilder> block = turn.latest();
        losses.addIf(block.isEmpty(), path, "the block that it belongs to is left out");
        block.ifPresent(completed -> object.members().forEach(completed::put));
    }
}
