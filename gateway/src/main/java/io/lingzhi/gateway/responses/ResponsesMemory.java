package io.lingzhi.gateway.responses;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Memory;
import io.lingzhi.gateway.Reply;
import io.lingzhi.llm.openairesponses.PreviousResponse;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The memory of {@code /v1/responses}: {@code previous_response_id} of an answer given here is replaced by what was
 * said until then, so that any upstream can go on. The upstream that gave the answer gets the client's own words, since
 * it may remember more than it told. An id that is not known here is left for the upstream to know.
 */
public final class ResponsesMemory implements Memory {
    private final ResponseStore store;

    public ResponsesMemory(ResponseStore store) {
        this.store = store;
    }

    @Override
    public Recalled recall(String keyId, ClientRequest request) throws RejectedException {
        Optional<String> previous = PreviousResponse.named(request.body());
        Optional<ResponseStore.Kept> earlier = previous.flatMap(id -> store.get(keyId, id));
        if (earlier.isEmpty()) {
            return new Recalled(request, Optional.empty());
        }
        byte[] whole = PreviousResponse.whole(request.body(), earlier.get().response());
        return new Recalled(
                request.withBody(whole), Optional.of(new AsWritten(earlier.get().credentialId(), request)));
    }

    @Override
    public Reply remember(String keyId, Recalled request, Supplier<String> credentialId, Reply reply) {
        byte[] body = request.request().body();
        return PreviousResponse.storable(body)
                ? new RememberedReply(
                        reply,
                        response -> store.put(
                                keyId, response.stored(body), credentialId.get(), body.length + response.bytes()))
                : reply;
    }
}
