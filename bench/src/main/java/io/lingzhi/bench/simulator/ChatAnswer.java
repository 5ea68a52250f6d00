package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.ChatAsk.Delivery;
import io.lingzhi.bench.simulator.Script.Shape;
import io.lingzhi.bench.simulator.Script.UsageStyle;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The wire form of one chat answer, whole or as frames.
 *
 * <p>Source: https://platform.openai.com/docs/api-reference/chat, read 2026-11-22; {@code reasoning_content} as
 * DeepSeek sends it, https://api-docs.deepseek.com/guides/reasoning_model, read 2026-11-22.
 */
final class ChatAnswer {
    /** Seconds since 1970 that every answer bears, so that equal requests give equal bytes. */
    private static final long CREATED = 1_790_000_000;

    private static final long BIG_FACTOR = 3_000_000_000L;

    private final ChatAsk ask;
    private final Shape shape;
    private final ChatContent content;

    private ChatAnswer(ChatAsk ask, Shape shape) {
        this.ask = ask;
        this.shape = shape;
        this.content = ChatContent.of(ask, shape);
    }

    static Reply of(ChatAsk ask, Shape shape) {
        ChatAnswer answer = new ChatAnswer(ask, shape);
        return ask.delivery() == Delivery.WHOLE ? answer.whole() : answer.streamed();
    }

    private Reply.Whole whole() {
        ObjectBuilder message = Json.object().put("role", "assistant");
        if (content.text().isEmpty() && !content.calls().isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", content.text());
        }
        message.putNull("refusal");
        if (!content.reasoning().isEmpty()) {
            message.put("reasoning_content", content.reasoning());
        }
        if (!content.calls().isEmpty()) {
            message.put(
                    "tool_calls", content.calls().stream().map(ChatAnswer::call).toList());
        }
        Obj choice = Json.object()
                .put("index", 0)
                .put("message", message.build())
                .putNull("logprobs")
                .put("finish_reason", content.finishReason())
                .build();
        ObjectBuilder body = envelope("chat.completion").put("choices", List.of(choice));
        if (shape.usage() != UsageStyle.NONE) {
            body.put("usage", usage());
        }
        return new Reply.Whole(200, Map.of(), body.bytes());
    }

    private Reply.Streamed streamed() {
        List<String> frames = new ArrayList<>();
        frames.add(delta(Json.object().put("role", "assistant").put("content", "")));
        for (String piece : Texts.pieces(content.reasoning(), shape.size())) {
            frames.add(delta(Json.object().put("reasoning_content", piece)));
        }
        for (String piece : Texts.pieces(content.text(), shape.size())) {
            frames.add(delta(Json.object().put("content", piece)));
        }
        for (int i = 0; i < content.calls().size(); i++) {
            addCall(frames, i, content.calls().get(i));
        }
        List<String> closing = new ArrayList<>();
        closing.add(chunk(List.of(choice(Obj.EMPTY, JsonValue.of(content.finishReason())))));
        if (usageWanted()) {
            closing.add(Json.text(envelope("chat.completion.chunk")
                    .put("choices", List.of())
                    .put("usage", usage())
                    .build()));
        }
        closing.add("[DONE]");
        return new Reply.Streamed(frames, closing);
    }

    private void addCall(List<String> frames, int index, ToolCalls.Call call) {
        Obj begun = Json.object()
                .put("index", index)
                .put("id", call.id())
                .put("type", "function")
                .put("function", function(call.name(), ""))
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
                .put("function", function(call.name(), call.arguments()))
                .build();
    }

    private static Obj function(String name, String arguments) {
        return Json.object().put("name", name).put("arguments", arguments).build();
    }

    private String delta(ObjectBuilder delta) {
        return chunk(List.of(choice(delta.build(), JsonValue.Null.NULL)));
    }

    private static Obj choice(Obj delta, JsonValue finishReason) {
        return Json.object()
                .put("index", 0)
                .put("delta", delta)
                .putNull("logprobs")
                .put("finish_reason", finishReason)
                .build();
    }

    private String chunk(List<Obj> choices) {
        ObjectBuilder chunk = envelope("chat.completion.chunk").put("choices", choices);
        if (usageWanted()) {
            chunk.putNull("usage");
        }
        return Json.text(chunk.build());
    }

    private ObjectBuilder envelope(String object) {
        return Json.object()
                .put("id", content.id())
                .put("object", object)
                .put("created", CREATED)
                .put("model", ask.model())
                .put("system_fingerprint", "fp_simulator");
    }

    private boolean usageWanted() {
        return ask.delivery() == Delivery.STREAMED_WITH_USAGE && shape.usage() != UsageStyle.NONE;
    }

    /** Half of the prompt counts as cached; the completion includes the reasoning. */
    private Obj usage() {
        long factor = shape.usage() == UsageStyle.BIG ? BIG_FACTOR : 1;
        long prompt = ask.promptTokens() * factor;
        long completion = content.answerTokens() * factor;
        Obj cached = Json.object().put("cached_tokens", prompt / 2).build();
        Obj reasoning = Json.object()
                .put("reasoning_tokens", content.reasoningTokens() * factor)
                .build();
        return Json.object()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion)
                .put("prompt_tokens_details", cached)
                .put("completion_tokens_details", reasoning)
                .build();
    }
}
