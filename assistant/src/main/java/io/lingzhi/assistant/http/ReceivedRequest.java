package io.lingzhi.assistant.http;

import io.lingzhi.llm.Caller;
import java.util.Map;
import java.util.Optional;

/** A request whose bytes have all come, from a client that may ask. One thread owns it, and nobody changes its body. */
final class ReceivedRequest {
    private final Caller caller;
    private final Map<String, String> variables;
    private final Optional<String> contentType;
    private final String query;
    private final byte[] body;

    ReceivedRequest(
            Caller caller, Map<String, String> variables, Optional<String> contentType, String query, byte[] body) {
        this.caller = caller;
        this.variables = Map.copyOf(variables);
        this.contentType = contentType;
        this.query = query;
        this.body = body;
    }

    Caller caller() {
        return caller;
    }

    /** What stands in the address in the place of {@code {name}}. */
    String variable(String name) {
        return variables.getOrDefault(name, "");
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
