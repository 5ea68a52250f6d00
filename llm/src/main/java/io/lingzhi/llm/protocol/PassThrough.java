package io.lingzhi.llm.protocol;

import java.util.Map;
import java.util.Set;

/**
 * The few patches that let a client's own bytes go to an upstream of the same protocol. Everything that is not patched
 * stays byte for byte as the client wrote it.
 */
public interface PassThrough {
    Protocol protocol();

    /** What follows the provider's base URL for this call, beginning with a slash. */
    String path(String upstreamModel, Peek peek);

    /** Request headers of the client's, in lower case, that belong to the protocol and go upstream with the body. */
    default Set<String> clientHeaders() {
        return Set.of();
    }

    /** Headers that the protocol demands, for a client that did not send them; names in lower case. */
    default Map<String, String> defaultHeaders() {
        return Map.of();
    }

    /** The body with the upstream's model name, and with a usage report asked for if the answer is streamed. */
    byte[] patch(byte[] body, String upstreamModel, Dialect dialect) throws RejectedException;

    /** Whether this frame holds nothing but the usage report that {@link #patch} asked for. */
    boolean isUsageReport(Frame frame);
}
