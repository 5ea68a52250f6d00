package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.function.Consumer;

/** Reads a call of one of the client's tools. Its input comes in fragments, or whole with the start. */
final class CallReader implements BlockReader {
    private final Consumer<StreamEvent> out;
    private final JsonValue.Obj inputAtStart;
    private boolean fragmentTold;

    CallReader(JsonValue.Obj content, String idWithout, Consumer<StreamEvent> out) throws BrokenAnswerException {
        this.out = out;
        this.inputAtStart = content.object("input");
        String name = content.string("name", "");
        if (name.isEmpty()) {
            throw new BrokenAnswerException("The upstream sent a tool call without a name.");
        }
        String id = content.string("id").filter(given -> !given.isEmpty()).orElse(idWithout);
        out.accept(new StreamEvent.PartStarted(new PartHead.ToolCall(id, name)));
    }

    @Override
    public void accept(JsonValue.Obj delta) throws BrokenAnswerException {
        switch (delta.string("type", "")) {
            case "input_json_delta" -> fragment(delta.string("partial_json", ""));
            case "text_delta", "citations_delta", "thinking_delta", "signature_delta" ->
                throw BlockReader.misfit(delta, "tool_use");
            default -> {}
        }
    }

    @Override
    public void stop() {
        if (!fragmentTold && !inputAtStart.members().isEmpty()) {
            fragment(Json.text(inputAtStart));
        }
        out.accept(new StreamEvent.PartFinished());
    }

    private void fragment(String fragment) {
        if (!fragment.isEmpty()) {
            fragmentTold = true;
            out.accept(new StreamEvent.ArgumentsDelta(fragment));
        }
    }
}
