package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Ask.Delivery;
import io.lingzhi.bench.simulator.Script.Shape;
import io.lingzhi.bench.simulator.Script.UsageStyle;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The wire form of one chat answer, whole or as frames.
 *
 * <p>Source: https://platform.openai.com/docs/api-reference/chat, read 2026-11-22; {@code reasoning_content} as
 * DeepSeek sends it, https://api-docs.deepseek.com/guides/reasoning_model, read 2026-11-22.
 */
final class ChatAnswer {
    /** Seconds since 1970 that every answer bears, so that equal requests give equal bytes. */
    private static final long CREATED = 1_790_000_000;

    private final Ask ask;
    private final Shape shape;
    private final Answer answer;

    private ChatAnswer(Ask ask, Shape shape) {
        this.ask = ask;
        this.shape = shape;
        this.answer = Answer.of(ask, shape);
    }

    static Reply of(Ask ask, Shape shape) {
        ChatAnswer answer = new ChatAnswer(ask, shape);
        return ask.delivery() == Delivery.WHOLE ? answer.whole() : answer.streamed();
    }

    private Reply.Whole whole() {
        ObjectBuilder message = Json.object().put("role", "assistant");
        if (answer.text().isEmpty() && !answer.calls().isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", answer.text());
        }
        message.putNull("refusal");
        if (!answer.thought().isEmpty()) {
            message.put("reasoning_content", answer.thought());
        }
        if (!answer.calls().isEmpty()) {
            message.put(
                    "tool_calls", answer.calls().stream().map(ChatAnswer::call).toList());
        }
        Obj choice = Json.object()
                .put("index", 0)
                .put("message", message.build())
                .putNull("logprobs")
                .put("finish_reason", finishReason())
                .build();
        ObjectBuilder body = envelope("chat.completion").put("choices", List.of(choice));
        if (shape.usage() != UsageStyle.NONE) {
            body.put("usage", usage());
        }
        return Reply.Whole.good(body.build());
    }

    private Reply.Streamed streamed() {
        List<Frame> frames = new ArrayList<>();
        frames.add(delta(Json.object().put("role", "assistant").put("content", "")));
        for (String piece : Texts.pieces(answer.thought(), shape.size())) {
            frames.add(delta(Json.object().put("reasoning_content", piece)));
        }
        for (String piece : answer.pieces()) {
            Obj delta = Json.object().put("content", piece).build();
            frames.add(Frame.token(chunk(List.of(choice(delta, JsonValue.Null.NULL)))));
        }
        for (int i = 0; i < answer.calls().size(); i++) {
            addCall(frames, i, answer.calls().get(i));
        }
        List<Frame> closing = new ArrayList<>();
        closing.add(Frame.of(chunk(List.of(choice(Obj.EMPTY, JsonValue.of(finishReason()))))));
        if (usageWanted()) {
            closing.add(Frame.of(envelope("chat.completion.chunk")
                    .put("choices", List.of())
                    .put("usage", usage())
                    .build()));
        }
        closing.add(Frame.of("[DONE]"));
        return new Reply.Streamed(frames, closing, Reply.Layout.EVENTS);
    }

    private void addCall(List<Frame> frames, int index, ToolCalls.Call call) {
        Obj begun = Json.object()
                .put("index", index)
                .put("id", call.id())
                .put("type", "function")
                .put("function", function(call.tool().name(), ""))
                .build();
        frames.add(delta(Json.object().put("tool_calls", List.of(begun))));
        for (String fragment : call.fragments()) {
            Obj more = Json.object()
                    .put("index", index)
                    .put("function", Json.object().put("arguments", fragment).build())
                    .build();
            frames.add(delta(Json.object().put("tool_calls", List.of(more))));
        }
    }

    private static Obj call(ToolCalls.Call call) {
        return Json.object()
                .put("id", call.id())
                .put("type", "function")
                .put("function", function(call.tool().name(), call.arguments()))
                .build();
    }

    private static Obj function(String name, String arguments) {
        return Json.object().put("name", name).put("arguments", arguments).build();
    }

    private String finishReason() {
        return switch (answer.finish()) {
            case Answer.Finish.Done _, Answer.Finish.Stopped _ -> "stop";
            case Answer.Finish.Calls _ -> "tool_calls";
            case Answer.Finish.Length _ -> "length";
        };
    }

    private Frame delta(ObjectBuilder delta) {
        return Frame.of(chunk(List.of(choice(delta.build(), JsonValue.Null.NULL))));
    }

    private static Obj choice(Obj delta, JsonValue finishReason) {
        return Json.object()
                .put("index", 0)
                .put("delta", delta)
                .putNull("logprobs")
                .put("finish_reason", finishReason)
                .build();
    }

    private Obj chunk(List<Obj> choices) {
        ObjectBuilder chunk = envelope("chat.completion.chunk").put("choices", choices);
        if (usageWanted()) {
            chunk.putNull("usage");
        }
        return chunk.build();
    }

    private ObjectBuilder envelope(String object) {
        return Json.object()
                .put("id", "chatcmpl-sim-" + answer.seed())
                .put("object", object)
                .put("created", CREATED)
                .put("model", ask.model())
                .put("system_fingerprint", "fp_simulator");
    }

    private boolean usageWanted() {
        return ask.delivery() == Delivery.STREAMED_WITH_USAGE && shape.usage() != UsageStyle.NONE;
    }

    private Obj usage() {
        Answer.Tally tally = answer.tally();
        Obj cached = Json.object().put("cached_tokens", tally.cached()).build();
        Obj reasoning = Json.object().put("reasoning_tokens", tally.thought()).build();
        return Json.object()
                .put("prompt_tokens", tally.prompt())
                .put("completion_tokens", tally.answer())
                .put("total_tokens", tally.total())
                .put("prompt_tokens_details", cached)
                .put("completion_tokens_details", reasoning)
                .build();
    }
}
