package io.lingzhi.assistant.http;

import io.lingzhi.llm.Caller;
import java.util.Optional;

/** A request whose bytes have all come, from a client that may ask. One thread owns it, and nobody changes its body. */
final class ReceivedRequest {
    private final Caller caller;
    private final Optional<String> contentType;
    private final String query;
    private final byte[] body;

    ReceivedRequest(Caller caller, Optional<String> contentType, String query, byte[] body) {
        this.caller = caller;
        this.contentType = contentType;
        this.query = query;
        this.body = body;
    }

    Caller caller() {
        return caller;
    }

    Optional<String> contentType() {
        return contentType;
    }

    /** What follows the question mark, as it came; empty without one. */
    String query() {
        return query;
    }

    byte[] body() {
        return body;
    }
}
