package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.Failure;

/** What a client speaks. Stateless; one instance serves all requests. */
public interface Inbound {
    Protocol protocol();

    /** Reads what routing needs, and no more. */
    Peek peek(byte[] body) throws RejectedException;

    /** Reads the whole request. */
    ChatRequest decodeRequest(byte[] body) throws RejectedException;

    /** A new encoder for one streamed answer to the request that {@code peek} was read from. */
    StreamEncoder newStreamEncoder(Peek peek);

    /** A whole answer, as a JSON body. */
    byte[] encodeResponse(ChatResponse response);

    /** An error as this protocol says it, before any byte of an answer was sent. */
    WireError encodeFailure(Failure failure);

    /** The same error inside a stream that has begun, as the bytes of its last frames. */
    byte[] encodeStreamFailure(Failure failure);
}
