package io.lingzhi.gateway;

import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.WireBody;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One HTTP request, read to its end.
 *
 * @param requestId the id under which it is recorded and answered
 * @param path without query
 * @param header the value of a header by its lower-case name
 * @param query the value of a query parameter by its name
 * @param content what it says
 * @param peer the other end of the connection, whatever forwarded headers say
 * @param sent what it was before it was understood
 * @param instead the model that answers in place of the one named, if another shall
 */
public record ClientRequest(
        String requestId,
        String method,
        String path,
        Function<String, Optional<String>> header,
        Function<String, Optional<String>> query,
        WireBody content,
        InetAddress peer,
        Sent sent,
        Optional<ModelId> instead) {

    /**
     * A request's target and headers as the client sent them.
     *
     * @param target path, before any alias, and query
     * @param headers names in lower case; repeated ones joined by commas
     */
    public record Sent(String target, Supplier<Map<String, String>> headers) {}

    /** A request whose path is no alias. */
    public ClientRequest(
            String requestId,
            String method,
            String path,
            Function<String, Optional<String>> header,
            Function<String, Optional<String>> query,
            byte[] body,
            InetAddress peer) {
        this(
                requestId,
                method,
                path,
                header,
                query,
                new WireBody(body),
                peer,
                new Sent(path, Map::of),
                Optional.empty());
    }

    /** The bytes of what it says. */
    public byte[] body() {
        return content.bytes();
    }

    /** The same request, to be answered by another model. */
    public ClientRequest asking(ModelId model) {
        return new ClientRequest(requestId, method, path, header, query, content, peer, sent, Optional.of(model));
    }

    /** The same request with another body. */
    public ClientRequest withBody(byte[] other) {
        return new ClientRequest(requestId, method, path, header, query, new WireBody(other), peer, sent, instead);
    }

    /** The same request with other headers. */
    ClientRequest with(Function<String, Optional<String>> otherHeader) {
        return new ClientRequest(requestId, method, path, otherHeader, query, content, peer, sent, instead);
    }

    /** A request from inside the process: a body, and nothing around it. */
    static ClientRequest inside(String requestId, byte[] body) {
        return new ClientRequest(
                requestId,
                "POST",
                "",
                _ -> Optional.empty(),
                _ -> Optional.empty(),
                body,
                InetAddress.getLoopbackAddress());
    }
}
