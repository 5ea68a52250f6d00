package io.lingzhi.assistant.http;

import java.util.Optional;

/** The port that knows the clients' keys. Called on the event loop, so it must not block. */
public interface KeyCheck {

    /**
     * The id of the client that a key belongs to; empty refuses the request. A service that serves anonymous clients
     * answers with an id when no key is presented.
     */
    Optional<String> keyId(Optional<String> presented);
}
