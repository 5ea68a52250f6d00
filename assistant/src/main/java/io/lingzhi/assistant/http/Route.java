package io.lingzhi.assistant.http;

import java.util.function.Consumer;

/**
 * What is served at one address.
 *
 * @param path its segments, of which one such as {@code {id}} stands for any text
 */
record Route(String method, String path, Served served) {

    /** What is done there. */
    sealed interface Served {
        /** A page for everybody, written at once on the event loop. */
        record Page(Consumer<Reply> write) implements Served {}

        /** A call that needs a key and a place. */
        record Call(Endpoint endpoint) implements Served {}
    }

    static Route page(String path, Consumer<Reply> write) {
        return new Route("GET", path, new Served.Page(write));
    }

    static Route call(String method, String path, Endpoint endpoint) {
        return new Route(method, path, new Served.Call(endpoint));
    }

    /** What can be got can be asked for without its body (RFC 9110, section 9.3.2). */
    boolean answersTo(String asked) {
        return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
    }
}
