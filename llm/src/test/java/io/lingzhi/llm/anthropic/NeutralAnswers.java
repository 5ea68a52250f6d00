package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.protocol.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers as the decoders of other protocols tell them, by the names of their golden rows. */
final class NeutralAnswers {
    private NeutralAnswers() {}

    static List<StreamEvent> named(String name) {
        return switch (name) {
            case "text" -> answer(FinishReason.STOP, text("Hel", "lo"));
            case "no-id-no-usage" ->
                List.of(new StreamEvent.Started("", "m", 5), new StreamEvent.Finished(FinishReason.STOP));
            case "empty-text-before-call" ->
                answer(FinishReason.TOOL_CALLS, text(), call("c1", "get", "{\"a\"", ":1}"));
            case "two-calls" ->
                answer(FinishReason.STOP, text("ok"), call("c1", "get"), call("functions.get:0", "get", "{}"));
            case "label-without-call" -> answer(FinishReason.TOOL_CALLS, text("ok"));
            case "refusal" -> answer(FinishReason.STOP, part(new PartHead.Refusal(), new StreamEvent.TextDelta("No.")));
            case "content-filter" -> answer(FinishReason.CONTENT_FILTER, text("Hm"));
            case "length" -> answer(FinishReason.LENGTH, text("Hm"));
            case "context-full" -> answer(FinishReason.CONTEXT_FULL, text("Hm"));
            case "paused" -> answer(FinishReason.PAUSED, text("Hm"));
            case "cited" ->
                answer(
                        FinishReason.STOP,
                        part(
                                new PartHead.Text(),
                                new StreamEvent.TextDelta("It is"),
                                new StreamEvent.Cited(
                                        new Citation("https://a", Optional.of("A"), Optional.of("it is"))),
                                new StreamEvent.Cited(new Citation("https://b", Optional.empty(), Optional.empty()))));
            case "foreign-signature" ->
                answer(FinishReason.STOP, thought("why", new Signature(Protocol.GEMINI, "abc")), text("so"));
            case "signature-only" ->
                answer(FinishReason.STOP, thought("", new Signature(Protocol.OPENAI_RESPONSES, "gAAAA")), text("so"));
            case "foreign-redacted" ->
                answer(FinishReason.STOP, thought("", new Signature(Protocol.GEMINI, "abc", true)), text("so"));
            case "unsigned-thoughts" ->
                answer(
                        FinishReason.STOP,
                        part(new PartHead.Thinking(), new StreamEvent.ThinkingDelta("why")),
                        part(new PartHead.Thinking()),
                        text("so"));
            case "opaque" ->
                answer(
                        FinishReason.STOP,
                        part(new PartHead.Opaque(
                                Protocol.GEMINI, Json.object().put("x", 1).build())),
                        text("so"));
            case "cut" -> cut();
            default -> throw new IllegalArgumentException("no such answer: " + name);
        };
    }

    private static List<StreamEvent> cut() {
        return List.of(
                new StreamEvent.Started("id-1", "m", 0),
                new StreamEvent.PartStarted(new PartHead.Text()),
                new StreamEvent.TextDelta("Hel"),
                new StreamEvent.Failed(new Failure.Overloaded("Too much to do.", Optional.of(Duration.ofSeconds(3)))));
    }

    @SafeVarargs
    private static List<StreamEvent> answer(FinishReason reason, List<StreamEvent>... parts) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Started("id-1", "m", 5));
        for (List<StreamEvent> part : parts) {
            events.addAll(part);
        }
        events.add(new StreamEvent.UsageReported(new Usage(100, 7, 60, 30, 10, 2)));
        events.add(new StreamEvent.Finished(reason));
        return events;
    }

    private static List<StreamEvent> text(String... pieces) {
        StreamEvent[] deltas = new StreamEvent[pieces.length];
        for (int i = 0; i < pieces.length; i++) {
            deltas[i] = new StreamEvent.TextDelta(pieces[i]);
        }
        return part(new PartHead.Text(), deltas);
    }

    private static List<StreamEvent> call(String id, String name, String... fragments) {
        StreamEvent[] deltas = new StreamEvent[fragments.length];
        for (int i = 0; i < fragments.length; i++) {
            deltas[i] = new StreamEvent.ArgumentsDelta(fragments[i]);
        }
        return part(new PartHead.ToolCall(id, name), deltas);
    }

    private static List<StreamEvent> thought(String text, Signature signature) {
        StreamEvent signed = new StreamEvent.ThinkingSigned(signature);
        return text.isEmpty()
                ? part(new PartHead.Thinking(), signed)
                : part(new PartHead.Thinking(), new StreamEvent.ThinkingDelta(text), signed);
    }

    private static List<StreamEvent> part(PartHead head, StreamEvent... deltas) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.PartStarted(head));
        events.addAll(List.of(deltas));
        events.add(new StreamEvent.PartFinished());
        return events;
    }
}
