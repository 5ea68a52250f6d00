package io.lingzhi.gateway;

import java.util.Map;

/** Where the answer to one HTTP request goes. Used on its own event loop, except {@link #execute}. */
public interface Reply {
    /** Answers at once: {@code head}, body and end. */
    void whole(int status, Map<String, String> headers, byte[] body);

    /** Begins an answer that comes piece by piece. */
    void head(int status, Map<String, String> headers);

    /** Writes and flushes. */
    void write(byte[] bytes);

    /** Ends an answer that {@link #head} began. */
    void end();

    /**
     * Gives up an answer that {@link #head} began, so that the client notices that it is not complete: the connection,
     * or its stream, breaks.
     */
    default void breakOff() {
        end();
    }

    /**
     * Tells the client, which waits for {@link #whole}, that its request is at work; where HTTP has a way to say it.
     */
    default void stillWorking() {}

    /** Adds a field behind an answer that {@link #head} began; to be called before {@link #end}. */
    default void trailer(String name, String value) {}

    /** Whether the client reads too slowly to be sent more. */
    boolean congested();

    /** Runs the task once, when the client has caught up; instead of a task that was given before and waits still. */
    void onDrained(Runnable task);

    /** Runs the task if the client goes away before the end. */
    void onGone(Runnable task);

    /** Runs the task on this reply's event loop; to be called from any thread. */
    void execute(Runnable task);
}
