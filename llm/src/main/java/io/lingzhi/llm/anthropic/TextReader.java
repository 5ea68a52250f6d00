package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.JsonValue;
import java.util.function.Consumer;

/** Reads a text and its citations. */
final class TextReader implements BlockReader {
    private final Consumer<StreamEvent> out;

    TextReader(JsonValue.Obj content, Consumer<StreamEvent> out) {
        this.out = out;
        out.accept(new StreamEvent.PartStarted(new PartHead.Text()));
        text(content.string("text", ""));
        content.list("citations").forEach(this::cite);
    }

    @Override
    public void accept(JsonValue.Obj delta) throws BrokenAnswerException {
        switch (delta.string("type", "")) {
            case "text_delta" -> text(delta.string("text", ""));
            case "citations_delta" -> cite(delta.get("citation"));
            case "thinking_delta", "signature_delta", "input_json_delta" -> throw BlockReader.misfit(delta, "text");
            default -> {}
        }
    }

    @Override
    public void stop() {
        out.accept(new StreamEvent.PartFinished());
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            out.accept(new StreamEvent.TextDelta(text));
        }
    }

    private void cite(JsonValue citation) {
        if (citation instanceof JsonValue.Obj object) {
            CitationBlock.decode(object).ifPresent(source -> out.accept(new StreamEvent.Cited(source)));
        }
    }
}
