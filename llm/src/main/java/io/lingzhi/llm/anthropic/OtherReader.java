package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Collects a block that the vocabulary has no part for, such as a search that the upstream does by itself. Fragments of
 * its input become its input; members of other deltas become members of the block, texts put together.
 */
final class OtherReader implements BlockReader {
    /** Most text that is collected for one block, in characters. */
    static final int MAX_LENGTH = 1 << 22;

    private final Consumer<StreamEvent> out;
    private final Map<String, StringBuilder> texts = new HashMap<>();
    private final StringBuilder input = new StringBuilder();
    private JsonValue.Obj content;
    private int length;

    OtherReader(JsonValue.Obj content, Consumer<StreamEvent> out) {
        this.content = content;
        this.out = out;
    }

    @Override
    public void accept(JsonValue.Obj delta) throws BrokenAnswerException {
        if (delta.string("type", "").equals("input_json_delta")) {
            append(input, delta.string("partial_json", ""));
            return;
        }
        for (Map.Entry<String, JsonValue> member : delta.members().entrySet()) {
            if (!member.getKey().equals("type")) {
                merge(member.getKey(), member.getValue());
            }
        }
    }

    private void merge(String name, JsonValue value) throws BrokenAnswerException {
        if (value instanceof JsonValue.Str(String text)) {
            append(texts.computeIfAbsent(name, key -> new StringBuilder(content.string(key, ""))), text);
        } else {
            content = content.with(name, value);
        }
    }

    private void append(StringBuilder collected, String text) throws BrokenAnswerException {
        length += text.length();
        if (length > MAX_LENGTH) {
            throw new BrokenAnswerException("The upstream sent a " + content.string("type", "") + " block of more than "
                    + MAX_LENGTH + " characters.");
        }
        collected.append(text);
    }

    @Override
    public void stop() throws BrokenAnswerException {
        texts.forEach((name, text) -> content = content.with(name, JsonValue.of(text.toString())));
        if (!input.toString().isBlank()) {
            content = content.with("input", parsed(input.toString()));
        }
        out.accept(new StreamEvent.PartStarted(new PartHead.Opaque(Protocol.ANTHROPIC, content)));
        out.accept(new StreamEvent.PartFinished());
    }

    private JsonValue parsed(String text) throws BrokenAnswerException {
        try {
            return Json.parse(text);
        } catch (JsonSyntaxException e) {
            throw new BrokenAnswerException(
                    "The upstream sent a " + content.string("type", "") + " block whose input is no JSON.");
        }
    }
}
