package io.lingzhi.gateway;

import io.lingzhi.gateway.rescue.Transcript;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.StreamEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The client's side of one exchange: takes the answer as events, or as bytes in the client's own protocol. A lane uses
 * the one or the other.
 */
interface Delivery {
    /** What the request lost on its way to the upstream that answers; told before the answer begins. */
    default void translationLost(List<Loss> losses) {}

    /** The response headers of the upstream that answers, names in lower case; told before the answer begins. */
    default void upstreamHeaders(Map<String, String> headers) {}

    /** So many attempts have been begun for this answer. */
    default void attempted(int count) {}

    /** A budget is used up, and the process itself answers, for nothing; told before the answer begins. */
    default void answeredForNothing() {}

    /** Where to learn what the exchange has cost so far, in nano-USD; told before the first attempt. */
    default void costs(Supplier<OptionalLong> soFar) {}

    /** The client has heard nothing for a while, and should hear that its request is still at work. */
    default void keepAlive() {}

    /** Takes the next events; never {@code Failed}. After {@code Finished} the answer is complete. */
    void events(List<StreamEvent> events);

    /**
     * Takes the next frames of a stream in the client's own protocol.
     *
     * @param meaning what they say
     */
    void frames(byte[] raw, List<StreamEvent> meaning);

    /** The stream of frames is complete. */
    void framesEnd();

    /** What {@link #frames} takes is a piece of an answer of this type, and no stream of the protocol. */
    default void pieces(String contentType) {
        throw new IllegalStateException("an answer in pieces cannot be taken here");
    }

    /** Takes a whole answer in the client's own protocol. */
    void body(String contentType, byte[] raw);

    /**
     * Tells the client that there is no good answer, or no end to the one that began. Returns the status that the
     * client saw.
     */
    int fail(Failure failure);

    /** What of a streamed answer has reached the client; empty for one that comes whole, or cannot be known. */
    default Optional<Transcript> told() {
        return Optional.empty();
    }

    /** Another attempt begins to answer: what was held back of the one before is void. */
    default void begins() {}

    /** Whether anything of an answer has reached the client, so that no other attempt may answer. */
    boolean begun();

    /** Whether no other attempt may be made: an answer has begun, or what was asked is no longer here to be sent. */
    default boolean committed() {
        return begun();
    }

    /** Whether the client is too slow to be sent more. */
    boolean congested();

    /** Runs the task once, when the client has caught up. */
    void onDrained(Runnable task);

    /** Runs the task on the event loop of this exchange; to be called from any thread. */
    void execute(Runnable task);
}
