package io.lingzhi.llm.gemini;

import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a whole answer as one {@code GenerateContentResponse} object. */
final class GeminiResponseEncoder {
    private final SignedParts parts = new SignedParts();
    private final List<Citation> citations = new ArrayList<>();

    private GeminiResponseEncoder() {}

    static byte[] encode(ChatResponse response) {
        GeminiResponseEncoder encoder = new GeminiResponseEncoder();
        response.parts().forEach(encoder::add);
        GeminiChunk chunk = new GeminiChunk(response.id(), response.model(), response.createdAt());
        return Json.bytes(
                chunk.last(encoder.parts.all(), response.finishReason(), encoder.citations, response.usage()));
    }

    private void add(Part part) {
        switch (part) {
            case Part.Text(String text, List<Citation> sources) -> {
                citations.addAll(sources);
                text(text);
            }
            case Part.Refusal(String text) -> text(text);
            case Part.Thinking(String text, Optional<Signature> signature) ->
                signature.ifPresentOrElse(
                        proof -> parts.think(text, proof.carriedBy(Protocol.GEMINI)), () -> parts.think(text));
            case Part.ToolCall(String id, String name, String arguments) ->
                parts.call(GeminiTurnEncoder.functionCall(id, name, arguments));
            case Part.Media media -> GeminiMedia.encode(media).ifPresent(parts::content);
            case Part.Opaque(Protocol protocol, JsonValue json) -> opaque(protocol, json);
            case Part.ToolResult ignored -> {}
            case Part.CacheMark ignored -> {}
        }
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            parts.content(SignedParts.text(text));
        }
    }

    private void opaque(Protocol protocol, JsonValue json) {
        if (protocol == Protocol.GEMINI && json instanceof JsonValue.Obj part) {
            parts.other(part);
        }
    }
}
