package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.RawObject;
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

    /** The model that a request names. */
    public static ModelId model(RawObject request) throws RejectedException {
        Optional<Member> model = request.last("model");
        if (model.isEmpty()) {
            throw RequestObject.rejected("model", "a model name is expected, and it is missing");
        }
        return model(request.value(model.get()));
    }

    /** The model that this is the name of. */
    public static ModelId model(JsonValue value) throws RejectedException {
        if (value instanceof JsonValue.Str(String name) && !name.isBlank() && name.length() <= ModelId.MAX_LENGTH) {
            return new ModelId(name);
        }
        throw RequestObject.rejected("model", "a model name of 1 to " + ModelId.MAX_LENGTH + " characters is expected");
    }

    /** The number of answers that this member of an object asks for; 1 where it does not say a usable one. */
    public static int choices(RawObject object, String member) {
        Optional<Member> wanted = object.last(member);
        return wanted.isPresent() && object.value(wanted.get()) instanceof JsonValue.Num number
                ? Math.clamp(number.asLong().orElse(1L), 1, Integer.MAX_VALUE)
                : 1;
    }

    /** The same of a request for another model. */
    public Peek of(ModelId other) {
        return new Peek(other, stream, usageWanted, choices);
    }
}
