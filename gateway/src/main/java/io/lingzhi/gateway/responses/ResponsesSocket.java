package io.lingzhi.gateway.responses;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.SocketEndpoint;
import io.lingzhi.gateway.SocketPeer;
import io.lingzhi.gateway.SocketSession;
import io.lingzhi.llm.protocol.RejectedException;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * OpenAI Responses over a WebSocket, as Codex speaks it: {@code GET /v1/responses} with an upgrade, then one message a
 * request and one message an event. Every request is handed to the endpoint of {@code POST /v1/responses}, so that it
 * is authenticated, routed and recorded like any other.
 */
public final class ResponsesSocket implements SocketEndpoint {
    private final Endpoint responses;
    private final ResponseStore store;
    private final Door door;
    private final Supplier<String> newIds;
    private final InstantSource clock;

    /** @param newIds ids, never the same again, for the answers that nobody generates */
    public ResponsesSocket(
            Endpoint responses, ResponseStore store, Door door, Supplier<String> newIds, InstantSource clock) {
        this.responses = responses;
        this.store = store;
        this.door = door;
        this.newIds = newIds;
        this.clock = clock;
    }

    @Override
    public SocketSession open(ClientRequest upgrade, SocketPeer peer) throws RejectedException {
        String keyId = door.identify(upgrade);
        Turns turns = new Turns(id -> store.get(keyId, id).map(ResponseStore.Kept::response));
        return new ResponsesConversation(upgrade, peer, responses, turns, newIds, clock);
    }
}
