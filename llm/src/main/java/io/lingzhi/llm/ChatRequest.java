package io.lingzhi.llm;

import java.util.List;
import java.util.Optional;

/**
 * A conversation that asks for the next turn, in no protocol's form.
 *
 * @param stream whether the asker wants the answer piece by piece
 * @param extensions unknown fields of the protocol it came in, if any
 */
public record ChatRequest(
        ModelId model,
        List<Message> messages,
        List<Tool> tools,
        ToolChoice toolChoice,
        Sampling sampling,
        Reasoning reasoning,
        ResponseFormat responseFormat,
        boolean stream,
        Optional<Extensions> extensions) {
    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** A plain conversation without tools or settings. */
    public static ChatRequest of(ModelId model, List<Message> messages, boolean stream) {
        return new ChatRequest(
                model,
                messages,
                List.of(),
                ToolChoice.unspecified(),
                Sampling.unspecified(),
                Reasoning.unspecified(),
                new ResponseFormat.PlainText(),
                stream,
                Optional.empty());
    }

    /** The same request for another model. */
    public ChatRequest withModel(ModelId other) {
        return new ChatRequest(
                other, messages, tools, toolChoice, sampling, reasoning, responseFormat, stream, extensions);
    }

    /** The same request, streamed or whole. */
    public ChatRequest withStream(boolean streamed) {
        return new ChatRequest(
                model, messages, tools, toolChoice, sampling, reasoning, responseFormat, streamed, extensions);
    }
}
