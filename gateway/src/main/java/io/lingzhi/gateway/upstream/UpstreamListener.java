package io.lingzhi.gateway.upstream;

import io.lingzhi.llm.Failure;
import java.util.Map;

/**
 * Hears of one call: {@code head chunk* (end | failed)}, or {@code failed} alone. All on the event loop that called.
 */
public interface UpstreamListener {
    /** @param headers names in lower case; of a repeated name the last value */
    void head(int status, Map<String, String> headers);

    void chunk(byte[] bytes);

    void end();

    /**
     * The call is over without an answer, or in the middle of one: {@code Unreachable}, {@code TimedOut} or
     * {@code InternalFault}.
     */
    void failed(Failure failure);
}
