package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;

/** What a client speaks. Stateless; one instance serves all requests. */
public interface Inbound extends FailureEncoder {
    Protocol protocol();

    /** Reads what routing needs, and no more. */
    Peek peek(byte[] body) throws RejectedException;

    /** Reads the whole request. */
    ChatRequest decodeRequest(byte[] body) throws RejectedException;

    /** A new encoder for one streamed answer to the request that {@code peek} was read from. */
    StreamEncoder newStreamEncoder(Peek peek);

    /** A whole answer, as a JSON body. */
    byte[] encodeResponse(ChatResponse response);
}
