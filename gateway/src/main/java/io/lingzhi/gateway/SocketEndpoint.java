package io.lingzhi.gateway;

import io.lingzhi.llm.protocol.RejectedException;

/** What answers on a route whose clients speak over a WebSocket. */
@FunctionalInterface
public interface SocketEndpoint {
    /**
     * Opens the conversation of one connection; called before the upgrade, which a refusal prevents.
     *
     * @param upgrade the request that asks for the upgrade; its headers hold for all that follows
     */
    SocketSession open(ClientRequest upgrade, SocketPeer peer) throws RejectedException;
}
