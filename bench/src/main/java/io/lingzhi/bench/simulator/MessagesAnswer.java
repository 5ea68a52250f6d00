package io.lingzhi.bench.simulator;

import io.lingzhi.bench.simulator.Ask.Delivery;
import io.lingzhi.bench.simulator.Script.Shape;
import io.lingzhi.bench.simulator.Script.UsageStyle;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The wire form of one answer of Anthropic Messages, whole or as events.
 *
 * <p>Source: https://docs.anthropic.com/en/api/messages-streaming, read 2026-11-22.
 */
final class MessagesAnswer {
    private final Ask ask;
    private final Shape shape;
    private final Answer answer;
    private final List<Frame> frames = new ArrayList<>();
    private int block;

    private MessagesAnswer(Ask ask, Shape shape) {
        this.ask = ask;
        this.shape = shape;
        this.answer = Answer.of(ask, shape);
    }

    static Reply of(Ask ask, Shape shape) {
        MessagesAnswer answer = new MessagesAnswer(ask, shape);
        return ask.delivery() == Delivery.WHOLE ? answer.whole() : answer.streamed();
    }

    private Reply.Whole whole() {
        List<Obj> content = new ArrayList<>();
        if (!answer.thought().isEmpty()) {
            content.add(thinking(answer.thought(), Seal.of(answer.thought())));
        }
        if (!answer.pieces().isEmpty()) {
            content.add(text(answer.text()));
        }
        for (ToolCalls.Call call : answer.calls()) {
            content.add(call(call).with("input", input(call)));
        }
        return Reply.Whole.good(message(content, stopReason(), answer.tally().answer()));
    }

    private Reply.Streamed streamed() {
        add("message_start", Json.object().put("message", message(List.of(), JsonValue.Null.NULL, 1)));
        add("ping", Json.object());
        if (!answer.thought().isEmpty()) {
            begin(thinking("", ""));
            for (String piece : Texts.pieces(answer.thought(), shape.size())) {
                add(delta("thinking_delta", "thinking", piece));
            }
            add(delta("signature_delta", "signature", Seal.of(answer.thought())));
            end();
        }
        if (!answer.pieces().isEmpty()) {
            begin(text(""));
            for (String piece : answer.pieces()) {
                frames.add(Frame.token(delta("text_delta", "text", piece)).named("content_block_delta"));
            }
            end();
        }
        for (ToolCalls.Call call : answer.calls()) {
            begin(call(call));
            add(delta("input_json_delta", "partial_json", ""));
            call.fragments().forEach(fragment -> add(delta("input_json_delta", "partial_json", fragment)));
            end();
        }
        int opening = frames.size();
        addEnd();
        return new Reply.Streamed(
                frames.subList(0, opening), frames.subList(opening, frames.size()), Reply.Layout.EVENTS);
    }

    private void addEnd() {
        Obj delta = Json.object()
                .put("stop_reason", stopReason())
                .put("stop_sequence", stopSequence())
                .build();
        ObjectBuilder told = Json.object().put("delta", delta);
        if (shape.usage() != UsageStyle.NONE) {
            told.put("usage", usage(answer.tally().answer()));
        }
        add("message_delta", told);
        add("message_stop", Json.object());
    }

    private void begin(Obj content) {
        add("content_block_start", Json.object().put("index", block).put("content_block", content));
    }

    private void end() {
        add("content_block_stop", Json.object().put("index", block));
        block++;
    }

    private void add(String type, ObjectBuilder members) {
        ObjectBuilder event = Json.object().put("type", type);
        members.build().members().forEach(event::put);
        frames.add(Frame.of(event.build()).named(type));
    }

    private void add(Obj delta) {
        frames.add(Frame.of(delta).named("content_block_delta"));
    }

    private Obj delta(String type, String name, String piece) {
        Obj delta = Json.object().put("type", type).put(name, piece).build();
        return Json.object()
                .put("type", "content_block_delta")
                .put("index", block)
                .put("delta", delta)
                .build();
    }

    private static Obj thinking(String thought, String signature) {
        return Json.object()
                .put("type", "thinking")
                .put("thinking", thought)
                .put("signature", signature)
                .build();
    }

    private static Obj text(String text) {
        return Json.object().put("type", "text").put("text", text).build();
    }

    private static Obj call(ToolCalls.Call call) {
        return Json.object()
                .put("type", "tool_use")
                .put("id", "toolu_" + call.id())
                .put("name", call.tool().name())
                .put("input", Obj.EMPTY)
                .build();
    }

    /** The arguments as an object, which they always are. */
    static JsonValue input(ToolCalls.Call call) {
        try {
            return Json.parse(call.arguments());
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("made-up arguments are no JSON", e);
        }
    }

    private JsonValue stopReason() {
        return JsonValue.of(
                switch (answer.finish()) {
                    case Answer.Finish.Done _ -> "end_turn";
                    case Answer.Finish.Calls _ -> "tool_use";
                    case Answer.Finish.Length _ -> "max_tokens";
                    case Answer.Finish.Stopped _ -> "stop_sequence";
                });
    }

    private JsonValue stopSequence() {
        return answer.finish() instanceof Answer.Finish.Stopped(String before)
                ? JsonValue.of(before)
                : JsonValue.Null.NULL;
    }

    private Obj message(List<Obj> content, JsonValue stopReason, long outputTokens) {
        boolean ended = stopReason != JsonValue.Null.NULL;
        ObjectBuilder message = Json.object()
                .put("id", "msg_sim_" + answer.seed())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", ask.model())
                .put("content", content)
                .put("stop_reason", stopReason)
                .put("stop_sequence", ended ? stopSequence() : JsonValue.Null.NULL);
        if (shape.usage() != UsageStyle.NONE) {
            message.put("usage", usage(outputTokens));
        }
        return message.build();
    }

    private Obj usage(long outputTokens) {
        Answer.Tally tally = answer.tally();
        return Json.object()
                .put("input_tokens", tally.prompt() - tally.cached())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", tally.cached())
                .put("output_tokens", outputTokens)
                .build();
    }
}
