package io.lingzhi.llm.protocol;

import java.util.Map;

/** An error in a client's own protocol: HTTP status, headers such as {@code retry-after}, and a JSON body. */
@SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
public record WireError(int status, Map<String, String> headers, byte[] body) {
    public WireError {
        headers = Map.copyOf(headers);
    }
}
