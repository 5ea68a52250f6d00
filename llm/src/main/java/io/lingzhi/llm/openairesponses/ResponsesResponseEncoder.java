package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes a whole answer as one {@code response} object: the one that the last event of its stream would hold. */
final class ResponsesResponseEncoder {
    private final AnswerWriter writer;

    private ResponsesResponseEncoder(AnswerWriter writer) {
        this.writer = writer;
    }

    static byte[] encode(ChatResponse response, JsonValue.Obj request, DeclaredTools tools, Supplier<String> newIds) {
        AnswerWriter writer = new AnswerWriter(request, tools, newIds, new NoEvents());
        new ResponsesResponseEncoder(writer).tell(response);
        return Json.bytes(writer.response());
    }

    private void tell(ChatResponse response) {
        writer.accept(new StreamEvent.Started(response.id(), response.model(), response.createdAt()));
        response.parts().forEach(this::part);
        response.usage().ifPresent(usage -> writer.accept(new StreamEvent.UsageReported(usage)));
        writer.accept(new StreamEvent.Finished(response.finishReason(), response.stopSequence()));
    }

    private void part(Part part) {
        switch (part) {
            case Part.Text(String text, List<Citation> citations) -> {
                writer.accept(new StreamEvent.PartStarted(new PartHead.Text()));
                writer.accept(new StreamEvent.TextDelta(text));
                citations.forEach(citation -> writer.accept(new StreamEvent.Cited(citation)));
                writer.accept(new StreamEvent.PartFinished());
            }
            case Part.Refusal(String text) -> whole(new PartHead.Refusal(), new StreamEvent.TextDelta(text));
            case Part.Thinking(String text, Optional<Signature> signature) -> {
                writer.accept(new StreamEvent.PartStarted(new PartHead.Thinking()));
                writer.accept(new StreamEvent.ThinkingDelta(text));
                signature.ifPresent(proof -> writer.accept(new StreamEvent.ThinkingSigned(proof)));
                writer.accept(new StreamEvent.PartFinished());
            }
            case Part.ToolCall(String id, String name, String arguments) ->
                whole(new PartHead.ToolCall(id, name), new StreamEvent.ArgumentsDelta(arguments));
            case Part.Opaque(Protocol protocol, JsonValue json) -> {
                writer.accept(new StreamEvent.PartStarted(new PartHead.Opaque(protocol, json)));
                writer.accept(new StreamEvent.PartFinished());
            }
            case Part.Media ignored -> {}
            case Part.ToolResult ignored -> {}
            case Part.CacheMark ignored -> {}
        }
    }

    private void whole(PartHead head, StreamEvent delta) {
        writer.accept(new StreamEvent.PartStarted(head));
        writer.accept(delta);
        writer.accept(new StreamEvent.PartFinished());
    }
}
