package io.lingzhi.llm.protocol;

import io.lingzhi.llm.StreamEvent;

/**
 * Turns the events of several answers into the bytes of one client's stream, in which the answers' pieces take turns as
 * they come. Used by one thread at a time.
 */
@FunctionalInterface
public interface ChoicesEncoder {
    /**
     * The bytes that tell this event of the answer number {@code choice}, counted from 0. The last answer's
     * {@code Finished} ends the stream, any answer's {@code Failed} breaks it off.
     */
    byte[] encode(int choice, StreamEvent event);
}
