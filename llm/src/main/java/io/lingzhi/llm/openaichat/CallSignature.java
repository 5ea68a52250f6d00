package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import java.util.Optional;

/**
 * The signature of a tool call as {@code "extra_content":{"google":{"thought_signature":"..."}}} beside its
 * {@code function}: no field of the specification, but Gemini refuses a conversation whose calls come back without it,
 * and this is where clients of its models on Chat carry it. They are given it in an envelope, so that it reaches no
 * other maker; what comes back without one is Gemini's own.
 */
final class CallSignature {
    private static final String OUTER = "extra_content";
    private static final String MAKER = "google";
    private static final String INNER = "thought_signature";

    private CallSignature() {}

    /** The signature as a thought without text, which stands before the call. */
    static Optional<Part> thought(JsonValue.Obj call) {
        return of(call).map(signature -> new Part.Thinking("", Optional.of(signature)));
    }

    /** The signature beside a call, whether a client or an upstream wrote it. */
    static Optional<Signature> of(JsonValue.Obj call) {
        return call.object(OUTER)
                .object(MAKER)
                .string(INNER)
                .flatMap(carried -> Signature.readFrom(Protocol.GEMINI, carried, false));
    }

    /** Whether a call can carry the signature that came before it. */
    static boolean fits(Signature signature) {
        return signature.maker() == Protocol.GEMINI;
    }

    /** For a client, in an envelope. */
    static ObjectBuilder put(ObjectBuilder call, Signature signature) {
        return put(call, signature.carriedBy(Protocol.OPENAI_CHAT));
    }

    /** For its maker. */
    static ObjectBuilder putBack(ObjectBuilder call, Signature signature) {
        return put(call, signature.value());
    }

    private static ObjectBuilder put(ObjectBuilder call, String value) {
        JsonValue inner = Json.object().put(INNER, value).build();
        return call.put(OUTER, Json.object().put(MAKER, inner).build());
    }
}
