package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import java.nio.charset.StandardCharsets;

/** One client's request, and how to answer it. Used by one thread at a time. */
public interface Asked {
    /** What routing needs; read without building a tree where the protocol allows. */
    Peek peek();

    /** The whole request; decoded at the first call. */
    ChatRequest request() throws RejectedException;

    /**
     * Whether the body may go to an upstream of the same protocol as it is, and the answer come back as it is. Not so
     * when it carries another upstream's signatures, or wants a form of answer that the upstream is not asked for.
     */
    boolean relayable();

    /**
     * Refuses what only an upstream of the same protocol can do, and what would change the meaning of the answer if it
     * were left out. To be asked before {@link #request} goes to another protocol.
     */
    default void requireTranslatable() throws RejectedException {}

    /** A new encoder for a streamed answer. */
    StreamEncoder newStreamEncoder();

    /** The media type of a streamed answer. */
    default String streamType() {
        return "text/event-stream; charset=utf-8";
    }

    /** What may stand between two frames of a streamed answer, or before the first, and says nothing. */
    default byte[] keepAlive() {
        return ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
    }

    /** A whole answer, as a JSON body. */
    byte[] encodeResponse(ChatResponse response);
}
