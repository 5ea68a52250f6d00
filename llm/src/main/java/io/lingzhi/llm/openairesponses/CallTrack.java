package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.function.Consumer;

/**
 * A call of a function, or of a custom tool, whose arguments are free text. It waits until its id and name are known.
 */
final class CallTrack implements ItemTrack {
    private final Consumer<StreamEvent> out;
    private final String idWithout;
    private final ToldText told = new ToldText();
    private final StringBuilder waiting = new StringBuilder();
    private String callId = "";
    private String name = "";
    private boolean open;

    /** {@code idWithout}: the call's id if the upstream gives none. */
    CallTrack(Consumer<StreamEvent> out, JsonValue.Obj item, String idWithout) {
        this.out = out;
        this.idWithout = idWithout;
        identify(item);
        if (!callId.isEmpty()) {
            start();
        }
    }

    @Override
    public void accept(String type, JsonValue.Obj event) {
        switch (type) {
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                append(event.string("delta", ""));
            case "response.function_call_arguments.done" -> append(missing(event, "arguments"));
            case "response.custom_tool_call_input.done" -> append(missing(event, "input"));
            default -> {}
        }
    }

    @Override
    public void finish(JsonValue.Obj item) throws BrokenAnswerException {
        identify(item);
        append(missing(item, item.has("input") ? "input" : "arguments"));
        if (name.isEmpty() && told.isEmpty()) {
            return;
        }
        if (name.isEmpty()) {
            throw new BrokenAnswerException("The upstream sent a tool call without a name.");
        }
        start();
        out.accept(new StreamEvent.PartFinished());
        open = false;
    }

    private void identify(JsonValue.Obj item) {
        callId = callId.isEmpty() ? item.string("call_id", "") : callId;
        if (name.isEmpty()) {
            String own = item.string("name", "");
            String namespace = item.string("namespace", "");
            name = own.isEmpty() || namespace.isEmpty() ? own : DeclaredTools.flatName(namespace, own);
        }
    }

    private void start() {
        if (open || name.isEmpty()) {
            return;
        }
        open = true;
        out.accept(new StreamEvent.PartStarted(new PartHead.ToolCall(callId.isEmpty() ? idWithout : callId, name)));
        if (!waiting.isEmpty()) {
            out.accept(new StreamEvent.ArgumentsDelta(waiting.toString()));
        }
    }

    private String missing(JsonValue.Obj holder, String member) {
        return told.missing(
                holder.get(member) instanceof JsonValue.Obj object ? Json.text(object) : holder.string(member, ""));
    }

    private void append(String fragment) {
        if (fragment.isEmpty()) {
            return;
        }
        told.append(fragment);
        if (open) {
            out.accept(new StreamEvent.ArgumentsDelta(fragment));
        } else {
            waiting.append(fragment);
        }
    }
}
