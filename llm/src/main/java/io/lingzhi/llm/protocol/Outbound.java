package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Part;

/** What an upstream speaks. Stateless; one instance serves all requests. */
public interface Outbound extends UpstreamReader {
    Protocol protocol();

    /** Equal requests give equal bytes, and a conversation that grows keeps its beginning byte for byte. */
    Encoded encodeRequest(ChatRequest request, Dialect dialect);

    /** Whether the upstream reads this medium, which is named by a URL, from there itself. */
    default boolean readsUrl(Part.Media media, Dialect dialect) {
        return true;
    }
}
