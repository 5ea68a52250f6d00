package io.lingzhi.llm.protocol;

import io.lingzhi.llm.StreamEvent;
import java.util.List;

/**
 * Turns the frames of one upstream stream into events that obey the grammar. Used by one thread at a time; never
 * throws.
 */
public interface StreamDecoder {
    /** The events that this frame tells; a malformed frame yields {@code Failed}. */
    List<StreamEvent> decode(Frame frame);

    /**
     * Whether the answer is known to be whole although its end was not told, since more may follow, such as its usage:
     * {@link #end} would tell a good end.
     */
    default boolean complete() {
        return false;
    }

    /** The events that the end of the stream tells: {@code Failed} if the answer had not ended, else none. */
    List<StreamEvent> end();
}
