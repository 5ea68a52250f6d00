package io.lingzhi.llm;

import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Optional;

/**
 * What a request says that the vocabulary has no word for. Top-level fields are kept as they came: an encoder of the
 * same protocol writes them back; another one reports them as lost. Members further inside that nobody reads are known
 * by their places alone, and every encoder reports them.
 *
 * @param unread such places, in order
 */
public record Extensions(Protocol protocol, JsonValue.Obj fields, List<String> unread) {
    public Extensions {
        unread = List.copyOf(unread);
    }

    /** Fields of a request that was read wholly. */
    public Extensions(Protocol protocol, JsonValue.Obj fields) {
        this(protocol, fields, List.of());
    }

    /** Empty where there is nothing to tell. */
    public static Optional<Extensions> of(Protocol protocol, JsonValue.Obj fields, List<String> unread) {
        return fields.members().isEmpty() && unread.isEmpty()
                ? Optional.empty()
                : Optional.of(new Extensions(protocol, fields, unread));
    }

    /** What is lost whichever protocol the upstream speaks. */
    public List<Loss> losses() {
        return unread.stream()
                .map(place -> new Loss(place, "not read by this gateway"))
                .toList();
    }
}
