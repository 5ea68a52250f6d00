package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ChatRequest;

/** What an upstream speaks. Stateless; one instance serves all requests. */
public interface Outbound extends UpstreamReader {
    Protocol protocol();

    /** Equal requests give equal bytes, and a conversation that grows keeps its beginning byte for byte. */
    Encoded encodeRequest(ChatRequest request, Dialect dialect);
}
