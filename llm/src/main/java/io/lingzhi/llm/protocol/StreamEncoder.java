package io.lingzhi.llm.protocol;

import io.lingzhi.llm.StreamEvent;

/** Turns the events of one answer into the bytes of a client's stream. Used by one thread at a time. */
public interface StreamEncoder {
    /** The bytes that tell this event; empty when the protocol says it later or not at all. */
    byte[] encode(StreamEvent event);

    /**
     * What was encoded so far was not sent: the client had it already, in the frames of an upstream that holds nothing
     * back. What is whole by now needs no end from here.
     */
    default void caughtUp() {}
}
