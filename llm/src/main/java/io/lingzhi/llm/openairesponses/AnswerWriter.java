package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Citation;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.openairesponses.DeclaredTools.Declared;
import io.lingzhi.llm.protocol.OpenAiIdentifiers;
import io.lingzhi.llm.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells one answer in the events of this protocol, and keeps the whole response, which its last event holds. The
 * request decides how its tools are called back.
 *
 * <p>Used by one thread at a time.
 */
final class AnswerWriter {
    private final JsonValue.Obj request;
    private final DeclaredTools tools;
    private final Supplier<String> newIds;
    private final EventSink sink;
    private final List<JsonValue> output = new ArrayList<>();
    private ResponseForm form;
    private Optional<ItemWriter> item = Optional.empty();
    private Optional<Usage> usage = Optional.empty();
    private boolean skipping;
    private boolean inPart;
    private JsonValue.Obj response = JsonValue.Obj.EMPTY;

    /** {@code newIds}: an id for an answer whose upstream gives none. */
    AnswerWriter(JsonValue.Obj request, DeclaredTools tools, Supplier<String> newIds, EventSink sink) {
        this.request = request;
        this.tools = tools;
        this.newIds = newIds;
        this.sink = sink;
        this.form = new ResponseForm(request, "", "", 0);
    }

    /** The whole answer, once it has ended. */
    JsonValue.Obj response() {
        return response;
    }

    void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Started started -> start(started);
            case StreamEvent.PartStarted(PartHead head) -> startPart(head);
            case StreamEvent.TextDelta(String text) -> item.ifPresent(open -> open.delta(text));
            case StreamEvent.ThinkingDelta(String text) -> item.ifPresent(open -> open.delta(text));
            case StreamEvent.ArgumentsDelta(String fragment) -> item.ifPresent(open -> open.delta(fragment));
            case StreamEvent.ThinkingSigned(Signature signature) -> item.ifPresent(open -> open.sign(signature));
            case StreamEvent.Cited(Citation citation) -> item.ifPresent(open -> open.cite(citation));
            case StreamEvent.PartFinished() -> finishPart();
            case StreamEvent.UsageReported(Usage reported) -> usage = Optional.of(reported);
            case StreamEvent.Finished(FinishReason reason, var ignored) -> finish(reason);
            case StreamEvent.Failed(Failure failure) -> fail(failure);
        }
    }

    /** Ends an item whose parts are all told: whoever sent them has ended it, too. */
    void settle() {
        if (!inPart) {
            endItem("completed");
        }
    }

    private void start(StreamEvent.Started started) {
        form = newForm(started);
        JsonValue.Obj begun = form.of("in_progress", List.of(), Optional.empty());
        sink.send("response.created", Json.object().put("response", begun));
        sink.send("response.in_progress", Json.object().put("response", begun));
    }

    private ResponseForm newForm(StreamEvent.Started started) {
        String given = started.id().isEmpty() ? newIds.get() : started.id();
        String id = given.startsWith("resp_") ? given : "resp_" + given;
        return new ResponseForm(request, id, started.model(), started.createdAt());
    }

    private void startPart(PartHead head) {
        inPart = true;
        if (head instanceof PartHead.Opaque(Protocol protocol, JsonValue json)) {
            skipping = true;
            if (protocol == Protocol.OPENAI_RESPONSES && json instanceof JsonValue.Obj whole && whole.has("type")) {
                endItem("completed");
                tellWhole(whole);
            }
            return;
        }
        if (item.filter(open -> open.takes(head)).isEmpty()) {
            endItem("completed");
            beginItem(newItem(head));
        }
        item.ifPresent(open -> open.start(head));
    }

    private void finishPart() {
        if (!skipping) {
            item.ifPresent(ItemWriter::finish);
        }
        skipping = false;
        inPart = false;
    }

    private void tellWhole(JsonValue.Obj whole) {
        sink.send("response.output_item.added", place(whole));
        sink.send("response.output_item.done", place(whole));
        output.add(whole);
    }

    private void beginItem(ItemWriter begun) {
        item = Optional.of(begun);
        sink.send("response.output_item.added", place(begun.item("in_progress")));
    }

    private void endItem(String status) {
        item.ifPresent(open -> {
            JsonValue.Obj ended = open.item(status);
            sink.send("response.output_item.done", place(ended));
            output.add(ended);
        });
        item = Optional.empty();
    }

    private ObjectBuilder place(JsonValue.Obj whole) {
        return Json.object().put("output_index", output.size()).put("item", whole);
    }

    private ItemWriter newItem(PartHead head) {
        long index = output.size();
        return switch (head) {
            case PartHead.Text() -> new MessageWriter(sink, itemId("msg_"), index);
            case PartHead.Refusal() -> new MessageWriter(sink, itemId("msg_"), index);
            case PartHead.Thinking() -> new ThinkingWriter(sink, itemId("rs_"), index);
            case PartHead.ToolCall call -> newCall(call, index);
            case PartHead.Opaque ignored -> throw new IllegalArgumentException("an opaque part is told whole");
        };
    }

    private ItemWriter newCall(PartHead.ToolCall call, long index) {
        Declared declared = tools.named(call.name()).orElseGet(() -> Declared.undeclared(call.name()));
        return declared.custom()
                ? new CustomCallWriter(sink, itemId("ctc_"), index, call, declared)
                : new FunctionCallWriter(sink, itemId("fc_"), index, call, declared);
    }

    /** An item's id: its kind, the response's id, and its place; 64 characters at most, as clients may send it back. */
    private String itemId(String prefix) {
        return OpenAiIdentifiers.callId(prefix + form.bareId() + "_" + output.size());
    }

    private void finish(FinishReason reason) {
        Optional<Usage> told = Optional.of(usage.orElse(Usage.NONE));
        Optional<String> incomplete = incomplete(reason);
        endItem(incomplete.isPresent() ? "incomplete" : "completed");
        response = incomplete
                .map(why -> form.incomplete(why, output, told))
                .orElseGet(() -> form.of("completed", output, told));
        String type = incomplete.isPresent() ? "response.incomplete" : "response.completed";
        sink.send(type, Json.object().put("response", response));
    }

    private void fail(Failure failure) {
        form = form.bareId().isEmpty() ? newForm(new StreamEvent.Started("", "", 0)) : form;
        response = form.failed(ResponsesErrorEncoder.inResponse(failure), output, usage);
        sink.send("response.failed", Json.object().put("response", response));
    }

    private static Optional<String> incomplete(FinishReason reason) {
        return switch (reason) {
            case LENGTH, CONTEXT_FULL -> Optional.of("max_output_tokens");
            case CONTENT_FILTER -> Optional.of("content_filter");
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSED -> Optional.empty();
        };
    }
}
