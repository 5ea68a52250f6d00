package io.lingzhi.gateway.responses;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Memory;
import io.lingzhi.gateway.Reply;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.openairesponses.ItemReferences;
import io.lingzhi.llm.openairesponses.PreviousResponse;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The memory of {@code /v1/responses}: {@code previous_response_id} of an answer given here is replaced by what was
 * said until then, so that any upstream can go on. The upstream that gave the answer gets the client's own words, since
 * it may remember more than it told. So it is with items of answers that a request only names. An id that is not known
 * here is left for the upstream to know.
 */
public final class ResponsesMemory implements Memory {
    private final ResponseStore store;

    public ResponsesMemory(ResponseStore store) {
        this.store = store;
    }

    @Override
    public Recalled recall(String keyId, ClientRequest request) throws RejectedException {
        Optional<String> previous = PreviousResponse.named(request.content());
        Optional<ResponseStore.Kept> earlier = previous.flatMap(id -> store.get(keyId, id));
        Set<String> givers = new HashSet<>();
        byte[] whole = request.body();
        if (earlier.isPresent()) {
            givers.add(earlier.get().credentialId());
            whole = PreviousResponse.whole(whole, earlier.get().response());
        }
        if (ItemReferences.mayBeIn(whole)) {
            whole = ItemReferences.resolved(whole, id -> item(keyId, id, givers));
        }
        Optional<AsWritten> asWritten =
                givers.size() == 1 ? Optional.of(new AsWritten(givers.iterator().next(), request)) : Optional.empty();
        return new Recalled(givers.isEmpty() ? request : request.withBody(whole), asWritten);
    }

    /** @param givers hears which credential's upstream gave it */
    private Optional<JsonValue.Obj> item(String keyId, String id, Set<String> givers) {
        Optional<ResponseStore.KeptItem> found = store.item(keyId, id);
        found.ifPresent(item -> givers.add(item.credentialId()));
        return found.map(ResponseStore.KeptItem::item);
    }

    @Override
    public Reply remember(String keyId, Recalled request, Supplier<String> credentialId, Reply reply) {
        byte[] body = request.request().body();
        return PreviousResponse.storable(request.request().content())
                ? new RememberedReply(
                        reply,
                        response -> store.put(
                                keyId, response.stored(body), credentialId.get(), body.length + response.bytes()))
                : reply;
    }
}
