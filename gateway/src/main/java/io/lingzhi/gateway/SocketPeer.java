package io.lingzhi.gateway;

/** The other end of a WebSocket connection. Used on the connection's event loop, except {@link #execute}. */
public interface SocketPeer {
    /** Sends one message. Does nothing once the connection is closed. */
    void send(String message);

    /** Closes with a code of RFC 6455, section 7.4. */
    void close(int code, String reason);

    /** Whether the client reads too slowly to be sent more. */
    boolean congested();

    /** Runs the task once, when the client has caught up. */
    void onDrained(Runnable task);

    /** Runs the task on the connection's event loop; to be called from any thread. */
    void execute(Runnable task);
}
