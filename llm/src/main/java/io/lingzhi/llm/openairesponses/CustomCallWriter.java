package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.MouldedWriter;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.openairesponses.DeclaredTools.Declared;

/**
 * A call of a custom tool. Its free text is taken out of the arguments {@code {"input":"..."}} of an upstream that
 * knows only functions.
 */
final class CustomCallWriter implements ItemWriter {
    private final EventSink sink;
    private final String id;
    private final long outputIndex;
    private final PartHead.ToolCall call;
    private final Declared declared;
    private final FreeTextStream unwrapped = new FreeTextStream();
    private final StringBuilder input = new StringBuilder();
    /** The pieces differ in nothing else. */
    private final MouldedWriter deltas =
            new MouldedWriter(fragment -> place().put("delta", fragment).bytes());

    CustomCallWriter(EventSink sink, String id, long outputIndex, PartHead.ToolCall call, Declared declared) {
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
        tell(unwrapped.accept(fragment));
    }

    @Override
    public void finish() {
        tell(unwrapped.end());
        sink.send("response.custom_tool_call_input.done", place().put("input", input.toString()));
    }

    @Override
    public JsonValue.Obj item(String status) {
        return Json.object()
                .put("id", id)
                .put("type", "custom_tool_call")
                .put("status", status)
                .put("call_id", call.id())
                .put("name", declared.ownName())
                .putIfPresent("namespace", declared.namespace())
                .put("input", input.toString())
                .build();
    }

    private void tell(String text) {
        if (!text.isEmpty()) {
            input.append(text);
            sink.send("response.custom_tool_call_input.delta", deltas, text);
        }
    }

    private ObjectBuilder place() {
        return Json.object().put("item_id", id).put("output_index", outputIndex);
    }
}
