package io.lingzhi.llm;

import java.util.List;
import java.util.Optional;

/**
 * A conversation that asks for the next turn, in no protocol's form.
 *
 * @param stream whether the asker wants the answer piece by piece
 * @param handling how the upstream should treat it
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
        Handling handling,
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
                Handling.unspecified(),
                stream,
                Optional.empty());
    }

    /** The same request for another model. */
    public ChatRequest withModel(ModelId other) {
        return with(other, messages, reasoning, stream);
    }

    /** The same request, streamed or whole. */
    public ChatRequest withStream(boolean streamed) {
        return with(model, messages, reasoning, streamed);
    }

    /** The same request with another amount of thinking. */
    public ChatRequest withReasoning(Reasoning other) {
        return with(model, messages, other, stream);
    }

    /** The same request with another conversation. */
    public ChatRequest withMessages(List<Message> other) {
        return with(model, other, reasoning, stream);
    }

    /** The same request with other wishes for its handling. */
    public ChatRequest withHandling(Handling other) {
        return new ChatRequest(
                model, messages, tools, toolChoice, sampling, reasoning, responseFormat, other, stream, extensions);
    }

    private ChatRequest with(
            ModelId otherModel, List<Message> otherMessages, Reasoning otherReasoning, boolean streamed) {
        return new ChatRequest(
                otherModel,
                otherMessages,
                tools,
                toolChoice,
                sampling,
                otherReasoning,
                responseFormat,
                handling,
                streamed,
                extensions);
    }
}
