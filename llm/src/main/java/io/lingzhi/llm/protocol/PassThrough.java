package io.lingzhi.llm.protocol;

import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.RawObject;
import io.lingzhi.llm.json.Splice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

    /**
     * The headers of a request that was written anew for the same protocol, with what counts of the client's own.
     *
     * @param client a header's value by its lower-case name
     */
    default Map<String, String> completed(Map<String, String> written, Function<String, Optional<String>> client) {
        return written;
    }

    /** Headers that the protocol demands, for a client that did not send them; names in lower case. */
    default Map<String, String> defaultHeaders() {
        return Map.of();
    }

    /**
     * What of the body is changed, in the order of its bytes: the upstream's model name, and a usage report asked for
     * if the answer is streamed.
     */
    List<Splice> patches(WireBody body, String upstreamModel, Dialect dialect) throws RejectedException;

    /** The body with these changes. */
    default byte[] patch(byte[] body, String upstreamModel, Dialect dialect) throws RejectedException {
        return Splice.apply(body, patches(new WireBody(body), upstreamModel, dialect));
    }

    /** The model's name at each place that names it; a body that names none is refused. */
    static List<Splice> renamed(RawObject request, String upstreamModel) throws RejectedException {
        List<Splice> splices = request.replaced("model", JsonValue.of(upstreamModel));
        if (splices.isEmpty()) {
            throw RequestObject.rejected("model", "a model name is expected, and it is missing");
        }
        return splices;
    }

    /** Whether this frame holds nothing but the usage report that {@link #patches} asked for. */
    boolean isUsageReport(Frame frame);
}
