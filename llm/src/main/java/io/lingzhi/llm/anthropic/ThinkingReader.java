package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.function.Consumer;

/** Reads a thought, shown or redacted. Its signature is told once, when it is whole. */
final class ThinkingReader implements BlockReader {
    private final Consumer<StreamEvent> out;
    private final String redacted;
    private final String signatureAtStart;
    private final StringBuilder signature = new StringBuilder();

    ThinkingReader(JsonValue.Obj content, Consumer<StreamEvent> out) {
        this.out = out;
        this.redacted = content.string("data", "");
        this.signatureAtStart = content.string("signature", "");
        out.accept(new StreamEvent.PartStarted(new PartHead.Thinking()));
        think(content.string("thinking", ""));
    }

    @Override
    public void accept(JsonValue.Obj delta) throws BrokenAnswerException {
        switch (delta.string("type", "")) {
            case "thinking_delta" -> think(delta.string("thinking", ""));
            case "signature_delta" -> signature.append(delta.string("signature", ""));
            case "text_delta", "citations_delta", "input_json_delta" -> throw BlockReader.misfit(delta, "thinking");
            default -> {}
        }
    }

    @Override
    public void stop() {
        String shown = signature.isEmpty() ? signatureAtStart : signature.toString();
        if (!redacted.isEmpty()) {
            sign(new Signature(Protocol.ANTHROPIC, redacted, true));
        } else if (!shown.isEmpty()) {
            sign(new Signature(Protocol.ANTHROPIC, shown));
        }
        out.accept(new StreamEvent.PartFinished());
    }

    private void sign(Signature whole) {
        out.accept(new StreamEvent.ThinkingSigned(whole));
    }

    private void think(String text) {
        if (!text.isEmpty()) {
            out.accept(new StreamEvent.ThinkingDelta(text));
        }
    }
}
