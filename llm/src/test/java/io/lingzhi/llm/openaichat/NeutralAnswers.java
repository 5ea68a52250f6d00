package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers in the vocabulary, as upstreams of other protocols give them. */
final class NeutralAnswers {
    private static final Citation SOURCE =
            new Citation("https://x.test/a", Optional.of("A"), Optional.of("quoted words"));

    private NeutralAnswers() {}

    static List<StreamEvent> named(String name) {
        List<StreamEvent> events = new ArrayList<>(List.of(new StreamEvent.Started("id", "m", 7)));
        events.addAll(body(name));
        return events;
    }

    private static List<StreamEvent> body(String name) {
        return switch (name) {
            case "signed" -> signed();
            case "cited" -> cited();
            case "custom" -> custom();
            case "paused" -> finished(FinishReason.PAUSED);
            case "context-full" -> finished(FinishReason.CONTEXT_FULL);
            default -> throw new IllegalArgumentException("no such answer: " + name);
        };
    }

    private static List<StreamEvent> signed() {
        return List.of(
                new StreamEvent.PartStarted(new PartHead.Thinking()),
                new StreamEvent.ThinkingDelta("hm"),
                new StreamEvent.ThinkingSigned(new Signature(Protocol.ANTHROPIC, "sig")),
                new StreamEvent.PartFinished(),
                new StreamEvent.PartStarted(new PartHead.Opaque(Protocol.ANTHROPIC, JsonValue.of("piece"))),
                new StreamEvent.PartFinished(),
                new StreamEvent.PartStarted(new PartHead.Text()),
                new StreamEvent.TextDelta("a"),
                new StreamEvent.PartFinished(),
                new StreamEvent.Finished(FinishReason.STOP_SEQUENCE, Optional.of("###")));
    }

    private static List<StreamEvent> cited() {
        return List.of(
                new StreamEvent.PartStarted(new PartHead.Text()),
                new StreamEvent.TextDelta("one"),
                new StreamEvent.PartFinished(),
                new StreamEvent.PartStarted(new PartHead.Text()),
                new StreamEvent.TextDelta("two"),
                new StreamEvent.TextDelta("three"),
                new StreamEvent.Cited(SOURCE),
                new StreamEvent.Cited(new Citation("https://x.test/b", Optional.empty(), Optional.empty())),
                new StreamEvent.PartFinished(),
                new StreamEvent.Finished(FinishReason.STOP));
    }

    private static List<StreamEvent> custom() {
        return List.of(
                new StreamEvent.PartStarted(new PartHead.ToolCall("c1", "sh")),
                new StreamEvent.ArgumentsDelta("{\"inp"),
                new StreamEvent.ArgumentsDelta("ut\":\"ls -l\"}"),
                new StreamEvent.PartFinished(),
                new StreamEvent.PartStarted(new PartHead.ToolCall("c2", "now")),
                new StreamEvent.PartFinished(),
                new StreamEvent.PartStarted(new PartHead.ToolCall("c3", "sh")),
                new StreamEvent.ArgumentsDelta("{raw"),
                new StreamEvent.PartFinished(),
                new StreamEvent.Finished(FinishReason.TOOL_CALLS));
    }

    private static List<StreamEvent> finished(FinishReason reason) {
        return List.of(new StreamEvent.Finished(reason));
    }
}
