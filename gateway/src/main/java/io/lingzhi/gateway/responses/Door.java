package io.lingzhi.gateway.responses;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.llm.protocol.RejectedException;

/** Tells who asks. */
@FunctionalInterface
public interface Door {
    /** The id of the client's key. */
    String identify(ClientRequest request) throws RejectedException;
}
