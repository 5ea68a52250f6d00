package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.MouldedWriter;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.openairesponses.DeclaredTools.Declared;

/** A call of a function, under the name and in the namespace in which the client declared it. */
final class FunctionCallWriter implements ItemWriter {
    private final EventSink sink;
    private final String id;
    private final long outputIndex;
    private final PartHead.ToolCall call;
    private final Declared declared;
    private final StringBuilder arguments = new StringBuilder();
    /** The pieces differ in nothing else. */
    private final MouldedWriter deltas =
            new MouldedWriter(fragment -> place().put("delta", fragment).bytes());

    FunctionCallWriter(EventSink sink, String id, long outputIndex, PartHead.ToolCall call, Declared declared) {
        this.sink = sink;
        this.id = id;
        this.outputIndex = outputIndex;
        this.call = call;
        this.declared = declared;
    }

    @Override
    public boolean takes(PartHead head) {
        return false;
    }

    @Override
    public void start(PartHead head) {}

    @Override
    public void delta(String fragment) {
        arguments.append(fragment);
        sink.send("response.function_call_arguments.delta", deltas, fragment);
    }

    /** A call without arguments gets {@code {}}, since clients parse what they collected. */
    @Override
    public void finish() {
        if (arguments.toString().isBlank()) {
            arguments.setLength(0);
            delta("{}");
        }
        sink.send(
                "response.function_call_arguments.done",
                place().put("name", declared.ownName()).put("arguments", arguments.toString()));
    }

    @Override
    public JsonValue.Obj item(String status) {
        return Json.object()
                .put("id", id)
                .put("type", "function_call")
                .put("status", status)
                .put("call_id", call.id())
                .put("name", declared.ownName())
                .putIfPresent("namespace", declared.namespace())
                .put("arguments", arguments.toString())
                .build();
    }

    private ObjectBuilder place() {
        return Json.object().put("item_id", id).put("output_index", outputIndex);
    }
}
