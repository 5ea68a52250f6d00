package io.lingzhi.gateway.responses;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.Reply;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.openairesponses.PreviousResponse;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireError;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET} and {@code DELETE /v1/responses/{id}}, {@code GET /v1/responses/{id}/input_items} and {@code POST
 * /v1/responses/{id}/cancel}: asking for the answers that are kept (https://platform.openai.com/docs/api-reference,
 * read 2026-11-23).
 */
public final class ResponsesShelf implements Endpoint {
    private static final String PATH = "/v1/responses/";
    private static final String ITEMS = "/input_items";
    private static final String CANCEL = "/cancel";

    private final ResponseStore store;
    private final FailureEncoder failures;
    private final Door door;

    public ResponsesShelf(ResponseStore store, FailureEncoder failures, Door door) {
        this.store = store;
        this.failures = failures;
        this.door = door;
    }

    @Override
    public void handle(ClientRequest request, Reply reply) {
        try {
            byte[] body = answer(
                    door.identify(request), request.method(), request.path().substring(PATH.length()));
            reply.whole(200, Map.of("content-type", "application/json", "cache-control", "no-store"), body);
        } catch (RejectedException e) {
            WireError error = failures.encodeFailure(e.failure());
            reply.whole(error.status(), error.headers(), error.body());
        }
    }

    private byte[] answer(String keyId, String method, String rest) throws RejectedException {
        if (rest.endsWith(CANCEL)) {
            throw new RejectedException(new Failure.Unsupported(
                    "a response cannot be cancelled here: none runs in the background; close its connection instead"));
        }
        boolean items = rest.endsWith(ITEMS);
        String id = items ? rest.substring(0, rest.length() - ITEMS.length()) : rest;
        boolean deletes = method.equals("DELETE");
        Optional<ResponseStore.Kept> kept = deletes ? store.delete(keyId, id) : store.get(keyId, id);
        var response = kept.orElseThrow(() -> new RejectedException(PreviousResponse.unknownHere(id)))
                .response();
        if (deletes) {
            return response.deleted();
        }
        return items ? response.inputItems() : response.body();
    }
}
