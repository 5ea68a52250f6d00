package io.lingzhi.llm;

import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folds the events of one answer into a {@link ChatResponse}. The one place where whole answers are made. */
public final class ResponseAssembler {
    private String id = "";
    private String model = "";
    private long createdAt;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable PartHead open;
    private final StringBuilder content = new StringBuilder();
    private Optional<Usage> usage = Optional.empty();
    private Optional<Signature> signature = Optional.empty();
    private final List<Citation> citations = new ArrayList<>();
    private Optional<String> stopSequence = Optional.empty();
    private @Nullable FinishReason finishReason;
    private @Nullable Failure failure;

    /** Takes the next event. */
    public void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Started started -> {
                id = started.id();
                model = started.model();
                createdAt = started.createdAt();
            }
            case StreamEvent.PartStarted(PartHead part) -> open = part;
            case StreamEvent.TextDelta(String text) -> content.append(text);
            case StreamEvent.ThinkingDelta(String text) -> content.append(text);
            case StreamEvent.ArgumentsDelta(String fragment) -> content.append(fragment);
            case StreamEvent.ThinkingSigned(Signature proof) -> signature = Optional.of(proof);
            case StreamEvent.Cited(Citation citation) -> citations.add(citation);
            case StreamEvent.PartFinished() -> closePart();
            case StreamEvent.UsageReported(Usage reported) -> usage = Optional.of(reported);
            case StreamEvent.Finished(FinishReason reason, Optional<String> stop) -> {
                finishReason = reason;
                stopSequence = stop;
            }
            case StreamEvent.Failed(Failure reason) -> failure = reason;
        }
    }

    private void closePart() {
        if (open == null) {
            throw new IllegalStateException("PartFinished without PartStarted");
        }
        String text = content.toString();
        parts.add(
                switch (open) {
                    case PartHead.Text() -> new Part.Text(text, citations);
                    case PartHead.Thinking() -> new Part.Thinking(text, signature);
                    case PartHead.Refusal() -> new Part.Refusal(text);
                    case PartHead.ToolCall(String callId, String name) -> new Part.ToolCall(callId, name, text);
                    case PartHead.Opaque(Protocol protocol, JsonValue json) -> new Part.Opaque(protocol, json);
                });
        content.setLength(0);
        citations.clear();
        signature = Optional.empty();
        open = null;
    }

    /** Whether the answer has ended, well or badly. */
    public boolean complete() {
        return finishReason != null || failure != null;
    }

    /** The folded answer. Call it once {@link #complete()} is true. */
    public ChatClient.Answer answer() {
        if (failure != null) {
            return new ChatClient.Answer.Failed(failure);
        }
        if (finishReason == null) {
            throw new IllegalStateException("the answer has not ended");
        }
        return new ChatClient.Answer.Complete(
                new ChatResponse(id, model, createdAt, parts, finishReason, stopSequence, usage));
    }
}
