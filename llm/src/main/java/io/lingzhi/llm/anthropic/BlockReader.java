package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.JsonValue;
import java.util.function.Consumer;

/**
 * Reads one content block of an answer, from its start to its stop. What the vocabulary has a part for is told as it
 * comes; any other block is collected, and told whole when it stops.
 *
 * <p>Used by one thread at a time.
 */
interface BlockReader {
    /** Takes a delta by its {@code type}. Deltas of types that came after this was written change nothing. */
    void accept(JsonValue.Obj delta) throws BrokenAnswerException;

    /** Tells the rest, and the part's end. */
    void stop() throws BrokenAnswerException;

    /** Begins the block that {@code content} shows, which is whole where an answer is not streamed. */
    static BlockReader start(JsonValue.Obj content, String idWithout, Consumer<StreamEvent> out)
            throws BrokenAnswerException {
        return switch (content.string("type", "")) {
            case "text" -> new TextReader(content, out);
            case "thinking", "redacted_thinking" -> new ThinkingReader(content, out);
            case "tool_use" -> new CallReader(content, idWithout, out);
            default -> new OtherReader(content, out);
        };
    }

    /** The delta does not fit the block, so that something would be lost or told in the wrong place. */
    static BrokenAnswerException misfit(JsonValue.Obj delta, String block) {
        return new BrokenAnswerException(
                "The upstream sent a piece of type " + delta.string("type", "") + " within a " + block + " block.");
    }
}
