package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads content: a string or a list of blocks. A block becomes one part, then its further members if it has any, then
 * its cache mark if it bears one.
 */
final class BlockDecoder {
    /** The members that a part tells, besides {@code type}. */
    private static final Map<String, Set<String>> TOLD = Map.of(
            "text", Set.of("type", "text"),
            "image", Set.of("type", "source"),
            "document", Set.of("type", "source", "title"),
            "thinking", Set.of("type", "thinking", "signature"),
            "redacted_thinking", Set.of("type", "data"),
            "tool_use", Set.of("type", "id", "name", "input"),
            "tool_result", Set.of("type", "tool_use_id", "content", "is_error"));

    private BlockDecoder() {}

    /** The parts of the member {@code name}; none when it is absent. */
    static List<Part> content(RequestObject holder, String name) throws RejectedException {
        return switch (holder.json().get(name)) {
            case JsonValue.Null ignored -> List.of();
            case JsonValue.Str(String text) -> texts(text);
            case JsonValue.Arr(List<JsonValue> items) -> blocks(holder.at(name), items);
            case JsonValue.Obj ignored -> throw holder.expected(name, "a string or a list of blocks");
            case JsonValue.Num ignored -> throw holder.expected(name, "a string or a list of blocks");
            case JsonValue.Bool ignored -> throw holder.expected(name, "a string or a list of blocks");
        };
    }

    private static List<Part> texts(String text) {
        return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
    }

    private static List<Part> blocks(String place, List<JsonValue> items) throws RejectedException {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            parts.addAll(block(place + "[" + i + "]", items.get(i)));
        }
        return parts;
    }

    private static List<Part> block(String place, JsonValue item) throws RejectedException {
        if (item instanceof JsonValue.Str(String text)) {
            return texts(text);
        }
        RequestObject block = RequestObject.of(place, item);
        Optional<Part.CacheMark> mark = CacheControl.of(block.json());
        JsonValue.Obj unmarked = mark.isPresent() ? without(block.json(), CacheControl.NAME) : block.json();
        List<Part> parts = new ArrayList<>(parts(new RequestObject(place, unmarked)));
        mark.ifPresent(parts::add);
        return parts;
    }

    private static List<Part> parts(RequestObject block) throws RejectedException {
        Part part = part(block);
        JsonValue.Obj others = part instanceof Part.Opaque ? JsonValue.Obj.EMPTY : others(block.json());
        if (!others.members().isEmpty()) {
            return List.of(part, new Part.Opaque(Protocol.ANTHROPIC, others));
        }
        return part.equals(new Part.Text("")) ? List.of() : List.of(part);
    }

    private static Part part(RequestObject block) throws RejectedException {
        Optional<Part> part = switch (block.requiredText("type")) {
            case "text" -> Optional.of(new Part.Text(block.requiredText("text")));
            case "image" -> MediaDecoder.image(block);
            case "document" -> MediaDecoder.document(block);
            case "thinking" -> Optional.of(thinking(block));
            case "redacted_thinking" -> Optional.of(redacted(block.requiredText("data")));
            case "tool_use" -> Optional.of(call(block));
            case "tool_result" -> Optional.of(result(block));
            default -> Optional.empty();
        };
        return part.orElseGet(() -> new Part.Opaque(Protocol.ANTHROPIC, block.json()));
    }

    private static JsonValue.Obj others(JsonValue.Obj block) {
        JsonValue.Obj others = OtherMembers.of(block, TOLD.getOrDefault(block.string("type", ""), Set.of()));
        if (others.object("caller").equals(Json.object().put("type", "direct").build())) {
            return without(others, "caller"); // what a call is unless it says otherwise
        }
        return others.get("citations") instanceof JsonValue.Arr ? CitationBlock.withoutOwn(others) : others;
    }

    private static JsonValue.Obj without(JsonValue.Obj object, String name) {
        return OtherMembers.of(object, Set.of(name));
    }

    private static Part thinking(RequestObject block) throws RejectedException {
        Optional<Signature> signature =
                block.text("signature").flatMap(carried -> Signature.readFrom(Protocol.ANTHROPIC, carried, false));
        return new Part.Thinking(block.text("thinking").orElse(""), signature);
    }

    private static Part redacted(String carried) {
        return new Part.Thinking("", Signature.readFrom(Protocol.ANTHROPIC, carried, true));
    }

    private static Part call(RequestObject block) throws RejectedException {
        String arguments =
                block.object("input").map(input -> Json.text(input.json())).orElse("{}");
        return new Part.ToolCall(ToolNames.originalId(block.requiredText("id")), block.requiredText("name"), arguments);
    }

    /** A result; some clients give an object instead of its text. */
    private static Part result(RequestObject block) throws RejectedException {
        List<Part> content = block.json().get("content") instanceof JsonValue.Obj object
                ? List.of(new Part.Text(Json.text(object)))
                : content(block, "content");
        return new Part.ToolResult(
                ToolNames.originalId(block.requiredText("tool_use_id")),
                content,
                block.bool("is_error").orElse(false));
    }
}
