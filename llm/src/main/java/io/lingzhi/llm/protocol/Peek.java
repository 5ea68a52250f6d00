package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.util.Optional;

/**
 * What routing needs to know of a request.
 *
 * @param stream whether the client wants the answer streamed
 * @param usageWanted whether the client asked for a usage report in the stream
 * @param choices how many answers are wanted side by side
 */
public record Peek(ModelId model, boolean stream, boolean usageWanted, int choices) {
    /** What is known of a request for one answer. */
    public Peek(ModelId model, boolean stream, boolean usageWanted) {
        this(model, stream, usageWanted, 1);
    }

    /** The number of answers that this member of an object asks for; 1 where it does not say a usable one. */
    public static int choices(byte[] body, JsonScanner.Span object, String member) throws JsonSyntaxException {
        Optional<JsonScanner.Member> wanted = object.last(member);
        return wanted.isPresent() && JsonScanner.value(body, wanted.get()) instanceof JsonValue.Num number
                ? Math.clamp(number.asLong().orElse(1L), 1, Integer.MAX_VALUE)
                : 1;
    }

    /** The same of a request for another model. */
    public Peek of(ModelId other) {
        return new Peek(other, stream, usageWanted, choices);
    }
}
