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
 * The wire form of one answer of OpenAI Responses, whole or as events.
 *
 * <p>Source: https://platform.openai.com/docs/api-reference/responses-streaming, read 2026-11-22.
 */
final class ResponsesAnswer {
    private static final long CREATED = 1_790_000_000;

    private final Ask ask;
    private final Shape shape;
    private final Answer answer;
    private final List<Frame> frames = new ArrayList<>();
    private final List<Obj> output = new ArrayList<>();

    private ResponsesAnswer(Ask ask, Shape shape) {
        this.ask = ask;
        this.shape = shape;
        this.answer = Answer.of(ask, shape);
    }

    static Reply of(Ask ask, Shape shape) {
        ResponsesAnswer answer = new ResponsesAnswer(ask, shape);
        Reply.Streamed streamed = answer.streamed();
        return ask.delivery() == Delivery.WHOLE ? Reply.Whole.good(answer.response(answer.status())) : streamed;
    }

    /** The id under which the answer is remembered. */
    static String id(Answer answer) {
        return "resp_sim_" + answer.seed();
    }

    private Reply.Streamed streamed() {
        add("response.created", Json.object().put("response", response("in_progress")));
        add("response.in_progress", Json.object().put("response", response("in_progress")));
        if (!answer.thought().isEmpty()) {
            addThought();
        }
        if (!answer.pieces().isEmpty() || answer.calls().isEmpty()) {
            addMessage();
        }
        answer.calls().forEach(this::addCall);
        List<Frame> opening = List.copyOf(frames);
        add("response." + status(), Json.object().put("response", response(status())));
        return new Reply.Streamed(opening, List.of(frames.getLast()), Reply.Layout.EVENTS);
    }

    private void addThought() {
        String id = "rs_sim_" + answer.seed();
        Obj part = Json.object()
                .put("type", "summary_text")
                .put("text", answer.thought())
                .build();
        begin(reasoning(id, List.of()).build());
        add("response.reasoning_summary_part.added", place(id, "summary_index").put("part", emptied(part)));
        for (String piece : Texts.pieces(answer.thought(), shape.size())) {
            add(
                    "response.reasoning_summary_text.delta",
                    place(id, "summary_index").put("delta", piece));
        }
        add("response.reasoning_summary_text.done", place(id, "summary_index").put("text", answer.thought()));
        add("response.reasoning_summary_part.done", place(id, "summary_index").put("part", part));
        end(reasoning(id, List.of(part))
                .put("encrypted_content", Seal.of(answer.thought()))
                .build());
    }

    private static ObjectBuilder reasoning(String id, List<Obj> summary) {
        return Json.object().put("id", id).put("type", "reasoning").put("summary", summary);
    }

    private void addMessage() {
        String id = "msg_sim_" + answer.seed();
        Obj part = Json.object()
                .put("type", "output_text")
                .put("text", answer.text())
                .put("annotations", List.of())
                .put("logprobs", List.of())
                .build();
        begin(message(id, "in_progress", List.of()));
        add("response.content_part.added", place(id, "content_index").put("part", emptied(part)));
        for (String piece : answer.pieces()) {
            Obj delta = event(
                    "response.output_text.delta",
                    place(id, "content_index").put("delta", piece).put("logprobs", List.of()));
            frames.add(Frame.token(delta).named("response.output_text.delta"));
        }
        add(
                "response.output_text.done",
                place(id, "content_index").put("text", answer.text()).put("logprobs", List.of()));
        add("response.content_part.done", place(id, "content_index").put("part", part));
        boolean whole = !(answer.finish() instanceof Answer.Finish.Length);
        end(message(id, whole ? "completed" : "incomplete", List.of(part)));
    }

    private static Obj message(String id, String status, List<Obj> content) {
        return Json.object()
                .put("id", id)
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant")
                .put("content", content)
                .build();
    }

    private void addCall(ToolCalls.Call call) {
        String id = "fc_sim_" + call.id();
        begin(call(call, id, "in_progress", ""));
        for (String fragment : call.fragments()) {
            add("response.function_call_arguments.delta", place(id).put("delta", fragment));
        }
        add(
                "response.function_call_arguments.done",
                place(id).put("name", call.tool().name()).put("arguments", call.arguments()));
        end(call(call, id, "completed", call.arguments()));
    }

    private static Obj call(ToolCalls.Call call, String id, String status, String arguments) {
        return Json.object()
                .put("id", id)
                .put("type", "function_call")
                .put("status", status)
                .put("call_id", call.id())
                .put("name", call.tool().name())
                .putIfPresent("namespace", call.tool().namespace())
                .put("arguments", arguments)
                .build();
    }

    private void begin(Obj item) {
        add(
                "response.output_item.added",
                Json.object().put("output_index", output.size()).put("item", item));
    }

    private void end(Obj item) {
        add(
                "response.output_item.done",
                Json.object().put("output_index", output.size()).put("item", item));
        output.add(item);
    }

    private static Obj emptied(Obj part) {
        return part.with("text", JsonValue.of(""));
    }

    private ObjectBuilder place(String item) {
        return Json.object().put("item_id", item).put("output_index", output.size());
    }

    private ObjectBuilder place(String item, String index) {
        return place(item).put(index, 0);
    }

    private void add(String type, ObjectBuilder members) {
        frames.add(Frame.of(event(type, members)).named(type));
    }

    private Obj event(String type, ObjectBuilder members) {
        ObjectBuilder event = Json.object().put("type", type).put("sequence_number", frames.size());
        members.build().members().forEach(event::put);
        return event.build();
    }

    private String status() {
        return switch (answer.finish()) {
            case Answer.Finish.Done _, Answer.Finish.Calls _, Answer.Finish.Stopped _ -> "completed";
            case Answer.Finish.Length _ -> "incomplete";
        };
    }

    /** The response as it stands, with the items that are finished. */
    private Obj response(String status) {
        ObjectBuilder response = Json.object()
                .put("id", id(answer))
                .put("object", "response")
                .put("created_at", CREATED)
                .put("status", status)
                .putNull("error");
        if (status.equals("incomplete")) {
            response.put(
                    "incomplete_details",
                    Json.object().put("reason", "max_output_tokens").build());
        } else {
            response.putNull("incomplete_details");
        }
        response.putNull("instructions")
                .putNull("max_output_tokens")
                .put("model", ask.model())
                .put("output", List.copyOf(output))
                .put("parallel_tool_calls", true)
                .putNull("previous_response_id")
                .put("store", true)
                .put("temperature", 1)
                .put("tool_choice", "auto")
                .put("tools", List.of())
                .put("top_p", 1)
                .put("truncation", "disabled");
        boolean usage = !status.equals("in_progress") && shape.usage() != UsageStyle.NONE;
        return response.put("usage", usage ? usage() : JsonValue.Null.NULL)
                .put("metadata", Obj.EMPTY)
                .build();
    }

    private Obj usage() {
        Answer.Tally tally = answer.tally();
        Obj cached = Json.object().put("cached_tokens", tally.cached()).build();
        Obj reasoning = Json.object().put("reasoning_tokens", tally.thought()).build();
        return Json.object()
                .put("input_tokens", tally.prompt())
                .put("input_tokens_details", cached)
                .put("output_tokens", tally.answer())
                .put("output_tokens_details", reasoning)
                .put("total_tokens", tally.total())
                .build();
    }
}
