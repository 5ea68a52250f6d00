package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Script.Shape;
import io.lingzhi.bench.simulator.Script.UsageStyle;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The wire form of one answer of Gemini generateContent, whole or as pieces.
 *
 * <p>Source: https://ai.google.dev/api/generate-content, read 2026-11-22.
 */
final class GeminiAnswer {
    private final Ask ask;
    private final Shape shape;
    private final Answer answer;

    private GeminiAnswer(Ask ask, Shape shape) {
        this.ask = ask;
        this.shape = shape;
        this.answer = Answer.of(ask, shape);
    }

    static Reply of(Ask ask, Shape shape) {
        GeminiAnswer answer = new GeminiAnswer(ask, shape);
        return switch (ask.delivery()) {
            case WHOLE -> answer.whole();
            case STREAMED, STREAMED_WITH_USAGE -> answer.streamed(Reply.Layout.EVENTS);
            case STREAMED_AS_ARRAY -> answer.streamed(Reply.Layout.ARRAY);
        };
    }

    private Reply.Whole whole() {
        List<Obj> parts = new ArrayList<>();
        if (!answer.thought().isEmpty()) {
            parts.add(thought(answer.thought()));
        }
        if (!answer.pieces().isEmpty()) {
            ObjectBuilder text = Json.object().put("text", answer.text());
            parts.add(text.putIfPresent("thoughtSignature", seal()).build());
        }
        parts.addAll(calls());
        return Reply.Whole.good(chunk(parts, Optional.of(finishReason())));
    }

    private Reply.Streamed streamed(Reply.Layout layout) {
        List<Frame> frames = new ArrayList<>();
        for (String piece : Texts.pieces(answer.thought(), shape.size())) {
            frames.add(Frame.of(chunk(List.of(thought(piece)), Optional.empty())));
        }
        for (String piece : answer.pieces()) {
            Obj text = Json.object().put("text", piece).build();
            frames.add(Frame.token(chunk(List.of(text), Optional.empty())));
        }
        if (!answer.calls().isEmpty()) {
            frames.add(Frame.of(chunk(calls(), Optional.empty())));
        }
        ObjectBuilder last = Json.object().put("text", "");
        if (answer.calls().isEmpty()) {
            last.putIfPresent("thoughtSignature", seal());
        }
        Frame closing = Frame.of(chunk(List.of(last.build()), Optional.of(finishReason())));
        return new Reply.Streamed(frames, List.of(closing), layout);
    }

    private static Obj thought(String text) {
        return Json.object().put("text", text).put("thought", true).build();
    }

    /** The seal of the thought; empty when there was none. */
    private Optional<String> seal() {
        return Optional.of(answer.thought()).filter(text -> !text.isEmpty()).map(Seal::of);
    }

    /** The calls, of which the first is sealed. */
    private List<Obj> calls() {
        List<Obj> parts = new ArrayList<>();
        for (ToolCalls.Call call : answer.calls()) {
            Obj function = Json.object()
                    .put("id", call.id())
                    .put("name", call.tool().name())
                    .put("args", MessagesAnswer.input(call))
                    .build();
            ObjectBuilder part = Json.object().put("functionCall", function);
            if (parts.isEmpty()) {
                part.put("thoughtSignature", Seal.of(call.id()));
            }
            parts.add(part.build());
        }
        return parts;
    }

    private String finishReason() {
        return switch (answer.finish()) {
            case Answer.Finish.Done _, Answer.Finish.Calls _, Answer.Finish.Stopped _ -> "STOP";
            case Answer.Finish.Length _ -> "MAX_TOKENS";
        };
    }

    private Obj chunk(List<Obj> parts, Optional<String> finishReason) {
        Obj content = Json.object().put("parts", parts).put("role", "model").build();
        Obj candidate = Json.object()
                .put("content", content)
                .putIfPresent("finishReason", finishReason)
                .put("index", 0)
                .build();
        ObjectBuilder chunk = Json.object().put("candidates", List.of(candidate));
        if (finishReason.isPresent() && shape.usage() != UsageStyle.NONE) {
            chunk.put("usageMetadata", usage());
        }
        return chunk.put("modelVersion", ask.model())
                .put("responseId", "sim-" + answer.seed())
                .build();
    }

    private Obj usage() {
        Answer.Tally tally = answer.tally();
        ObjectBuilder usage = Json.object()
                .put("promptTokenCount", tally.prompt())
                .put("cachedContentTokenCount", tally.cached())
                .put("candidatesTokenCount", tally.answer() - tally.thought());
        if (tally.thought() > 0) {
            usage.put("thoughtsTokenCount", tally.thought());
        }
        return usage.put("totalTokenCount", tally.total()).build();
    }
}
