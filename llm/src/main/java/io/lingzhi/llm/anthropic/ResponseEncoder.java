package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Optional;

/** Writes a whole answer as one message. */
final class ResponseEncoder {
    /** What an answer is called whose upstream gave no id; clients expect one. */
    private static final String NO_ID = "msg_lingzhi";

    private ResponseEncoder() {}

    static byte[] encode(ChatResponse response) {
        List<Part> parts = withoutLastAside(response.parts());
        boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        boolean refusal = parts.stream().anyMatch(Part.Refusal.class::isInstance);
        return head(response.id(), response.model())
                .put(
                        "content",
                        parts.stream().flatMap(part -> block(part).stream()).toList())
                .put("stop_reason", StopReason.encode(response.finishReason(), calls, refusal))
                .put("stop_sequence", orNull(response.stopSequence()))
                .put("usage", MessageUsage.encode(response.usage().orElse(Usage.NONE)))
                .bytes();
    }

    /**
     * Whether a thought without text, signed so, says nothing to this client by itself: another maker's proof for what
     * follows it. Where nothing follows it is left out, since clients take the last block for the answer.
     */
    static boolean isAside(Signature signature) {
        return signature.maker() != Protocol.ANTHROPIC && !signature.redacted();
    }

    private static List<Part> withoutLastAside(List<Part> parts) {
        boolean aside = parts.size() > 1
                && parts.getLast() instanceof Part.Thinking last
                && last.text().isEmpty()
                && last.signature().filter(ResponseEncoder::isAside).isPresent();
        return aside ? parts.subList(0, parts.size() - 1) : parts;
    }

    /** The members with which every message begins. */
    static ObjectBuilder head(String id, String model) {
        return Json.object()
                .put("id", id.isEmpty() ? NO_ID : id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }

    static JsonValue orNull(Optional<String> text) {
        return text.isPresent() ? JsonValue.of(text.get()) : JsonValue.Null.NULL;
    }

    static ObjectBuilder redacted(String carried) {
        return Json.object().put("type", "redacted_thinking").put("data", carried);
    }

    /** The part as a block; parts that say nothing to this client become none. */
    private static Optional<JsonValue> block(Part part) {
        return switch (part) {
            case Part.Text(String text, List<Citation> citations) -> text(text, citations);
            case Part.Refusal(String text) -> text(text, List.of());
            case Part.Thinking thinking -> thinking(thinking);
            case Part.ToolCall call -> Optional.of(call(call));
            case Part.Opaque(Protocol protocol, JsonValue json) ->
                protocol == Protocol.ANTHROPIC ? Optional.of(json) : Optional.empty();
            case Part.Media ignored -> Optional.empty();
            case Part.ToolResult ignored -> Optional.empty();
            case Part.CacheMark ignored -> Optional.empty();
        };
    }

    private static Optional<JsonValue> text(String text, List<Citation> citations) {
        if (text.isEmpty() && citations.isEmpty()) {
            return Optional.empty();
        }
        ObjectBuilder block = Json.object().put("type", "text").put("text", text);
        if (!citations.isEmpty()) {
            block.put("citations", citations.stream().map(CitationBlock::encode).toList());
        }
        return Optional.of(block.build());
    }

    private static Optional<JsonValue> thinking(Part.Thinking thinking) {
        Optional<Signature> signature = thinking.signature();
        String carried =
                signature.map(proof -> proof.carriedBy(Protocol.ANTHROPIC)).orElse("");
        if (thinking.text().isEmpty() && signature.filter(Signature::redacted).isPresent()) {
            return Optional.of(redacted(carried).build());
        }
        if (thinking.text().isEmpty() && carried.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Json.object()
                .put("type", "thinking")
                .put("thinking", thinking.text())
                .put("signature", carried)
                .build());
    }

    private static JsonValue call(Part.ToolCall call) {
        return Json.object()
                .put("type", "tool_use")
                .put("id", ToolNames.carriedId(call.id()))
                .put("name", call.name())
                .put("input", BlockEncoder.input(call.arguments()))
                .build();
    }
}
