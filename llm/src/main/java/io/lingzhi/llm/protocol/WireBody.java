package io.lingzhi.llm.protocol;

import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.RawObject;
import java.util.Optional;

/**
 * The body of a client's request. It is scanned when the first asks where its members stand, and never again. Used by
 * one thread at a time; the bytes stay as they are.
 */
public final class WireBody {
    private final byte[] bytes;
    private Optional<RawObject> scanned = Optional.empty();
    /** Why it is no JSON object, if that was found. */
    private Optional<JsonSyntaxException> flaw = Optional.empty();

    public WireBody(byte[] bytes) {
        this.bytes = bytes;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** The JSON object that the body must be. */
    public RawObject object() throws RejectedException {
        if (scanned.isEmpty() && flaw.isEmpty()) {
            scan();
        }
        if (flaw.isPresent()) {
            throw RequestObject.malformed(flaw.get());
        }
        return scanned.orElseThrow();
    }

    private void scan() {
        try {
            scanned = Optional.of(RawObject.of(bytes));
        } catch (JsonSyntaxException e) {
            flaw = Optional.of(e);
        }
    }

    /** The JSON object that the body is, if it is one. */
    public Optional<RawObject> ifObject() {
        try {
            return Optional.of(object());
        } catch (RejectedException e) {
            return Optional.empty();
        }
    }
}
