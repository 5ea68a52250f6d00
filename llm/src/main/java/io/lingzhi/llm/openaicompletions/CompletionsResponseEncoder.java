package io.lingzhi.llm.openaicompletions;

import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Writes whole answers as one {@code text_completion} object. The first answer gives it id, time and model. */
final class CompletionsResponseEncoder {
    private CompletionsResponseEncoder() {}

    /** @param echoed what stands before the text of a choice */
    static byte[] encode(List<ChatResponse> answers, IntFunction<String> echoed) {
        List<JsonValue> choices = new ArrayList<>();
        Optional<Usage> usage = Optional.empty();
        for (ChatResponse answer : answers) {
            int index = choices.size();
            String text = echoed.apply(index) + text(answer.parts());
            choices.add(CompletionsForm.choice(index, text, CompletionsForm.finish(answer.finishReason())));
            usage = sum(usage, answer.usage());
        }
        ChatResponse first = answers.getFirst();
        ObjectBuilder body = CompletionsForm.envelope(first.id(), first.createdAt(), first.model());
        return body.put("choices", choices)
                .putIfPresent("usage", usage.map(CompletionsForm::usage))
                .bytes();
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // reported or not
    private static Optional<Usage> sum(Optional<Usage> one, Optional<Usage> other) {
        return one.isPresent() && other.isPresent() ? Optional.of(one.get().plus(other.get())) : one.or(() -> other);
    }

    private static String text(List<Part> parts) {
        StringBuilder joined = new StringBuilder();
        for (Part part : parts) {
            joined.append(
                    switch (part) {
                        case Part.Text(String text, var ignored) -> text;
                        case Part.Refusal(String text) -> text;
                        case Part.Thinking ignored -> "";
                        case Part.Media ignored -> "";
                        case Part.ToolCall ignored -> "";
                        case Part.ToolResult ignored -> "";
                        case Part.CacheMark ignored -> "";
                        case Part.Opaque ignored -> "";
                    });
        }
        return joined.toString();
    }
}
