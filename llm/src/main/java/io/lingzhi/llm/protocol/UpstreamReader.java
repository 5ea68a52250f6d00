package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import java.util.List;
import java.util.Map;

/** Reads what an upstream answers. Stateless; one instance serves all requests. */
public interface UpstreamReader {
    /** A new decoder for one streamed answer. */
    StreamDecoder newStreamDecoder(Dialect dialect);

    /** The events of a whole answer; a body that is none yields one {@code Failed}. */
    List<StreamEvent> decodeResponse(byte[] body, Dialect dialect);

    /**
     * What an error answer means.
     *
     * @param headers names in lower case
     */
    Failure decodeFailure(int status, Map<String, String> headers, byte[] body);
}
