package io.lingzhi.gateway;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * One HTTP request, read to its end.
 *
 * @param requestId the id under which it is recorded and answered
 * @param path without query
 * @param header the value of a header by its lower-case name
 * @param query the value of a query parameter by its name
 * @param peer the other end of the connection, whatever forwarded headers say
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
public record ClientRequest(
        String requestId,
        String method,
        String path,
        Function<String, Optional<String>> header,
        Function<String, Optional<String>> query,
        byte[] body,
        InetAddress peer) {

    /** The same request with another body. */
    public ClientRequest withBody(byte[] other) {
        return new ClientRequest(requestId, method, path, header, query, other, peer);
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
