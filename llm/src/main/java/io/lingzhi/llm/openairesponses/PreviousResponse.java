package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.RawObject;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import io.lingzhi.llm.protocol.WireBody;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a request that goes on from an earlier response into one that says everything itself, for an upstream that has
 * not stored that response. The earlier instructions do not count any more, as OpenAI has it.
 */
public final class PreviousResponse {
    private static final String FIELD = "previous_response_id";

    private PreviousResponse() {}

    /** The id of the response that a request goes on from. */
    public static Optional<String> named(WireBody body) throws RejectedException {
        RawObject request = body.object();
        return request.last(FIELD).flatMap(request::text);
    }

    /** Whether the client wants the answer kept: it does unless it says otherwise. */
    public static boolean storable(WireBody body) {
        return body.ifObject()
                .filter(request -> !request.has("store", Kind.FALSE))
                .isPresent();
    }

    /** The whole body: what was said before, then the request's own input. Everything else stays as it is. */
    public static byte[] whole(byte[] body, StoredResponse earlier) throws RejectedException {
        try {
            JsonValue.Obj request = Json.parseObject(body);
            List<JsonValue> input = InputItems.joined(earlier.conversation(), InputItems.of(request));
            return Json.bytes(InputItems.without(request, Set.of(FIELD)).with("input", new JsonValue.Arr(input)));
        } catch (JsonSyntaxException e) {
            throw RequestObject.malformed(e);
        }
    }

    /** The answer to a client that asks for a response which is not kept, or not any more. */
    public static Failure unknownHere(String id) {
        return new Failure.UnknownRoute("Response with id '" + id
                + "' not found: it was never kept (store: false), is too old, or belongs to another key.");
    }

    /** The refusal of a request that goes on from a response that is not known, or not any more. */
    public static Failure unknown(String id) {
        return new Failure.InvalidRequest(
                "Previous response with id '" + id + "' not found. Send the whole input instead.",
                Optional.of(FIELD),
                Optional.of("previous_response_not_found"));
    }
}
