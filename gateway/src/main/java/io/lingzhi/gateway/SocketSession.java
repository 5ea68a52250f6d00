package io.lingzhi.gateway;

/** The conversation of one WebSocket connection. Called on the connection's event loop. */
public interface SocketSession {
    /** The client sent this message. */
    void text(String message);

    /** The connection is closed: nothing can be sent any more. */
    void gone();

    /** The server is stopping: close as soon as what runs has ended. */
    void drain();
}
