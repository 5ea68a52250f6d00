package io.lingzhi.llm.openaicompletions;

import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import java.util.ArrayList;
import java.util.List;

/** Answers in the vocabulary, by the names that golden rows give them. */
final class NeutralAnswers {
    private NeutralAnswers() {}

    static List<StreamEvent> named(String name) {
        return switch (name) {
            case "short" -> answer("a1", FinishReason.STOP, new Usage(5, 2, 1, 0, 1), "one");
            case "long" -> answer("b2", FinishReason.LENGTH, new Usage(7, 3, 0, 0, 0), "tw", "o", "!");
            case "filtered" -> answer("c3", FinishReason.CONTENT_FILTER, new Usage(1, 1, 0, 0, 0), "no");
            case "thinking" -> thinking();
            case "no-usage" ->
                answer("e5", FinishReason.STOP, Usage.NONE, "x").stream()
                        .filter(event -> !(event instanceof StreamEvent.UsageReported))
                        .toList();
            default -> throw new IllegalArgumentException("no such answer: " + name);
        };
    }

    private static List<StreamEvent> answer(String id, FinishReason reason, Usage usage, String... deltas) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Started(id, "m-" + id, 7));
        events.add(new StreamEvent.PartStarted(new PartHead.Text()));
        for (String delta : deltas) {
            events.add(new StreamEvent.TextDelta(delta));
        }
        events.add(new StreamEvent.PartFinished());
        events.add(new StreamEvent.UsageReported(usage));
        events.add(new StreamEvent.Finished(reason));
        return events;
    }

    private static List<StreamEvent> thinking() {
        return List.of(
                new StreamEvent.Started("d4", "m", 7),
                new StreamEvent.PartStarted(new PartHead.Thinking()),
                new StreamEvent.ThinkingDelta("hm"),
                new StreamEvent.PartFinished(),
                new StreamEvent.PartStarted(new PartHead.Refusal()),
                new StreamEvent.TextDelta("I will not."),
                new StreamEvent.PartFinished(),
                new StreamEvent.PartStarted(new PartHead.ToolCall("c", "f")),
                new StreamEvent.ArgumentsDelta("{}"),
                new StreamEvent.PartFinished(),
                new StreamEvent.Finished(FinishReason.TOOL_CALLS));
    }
}
