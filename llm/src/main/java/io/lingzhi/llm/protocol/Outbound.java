package io.lingzhi.llm.protocol;

import io.lingzhi.llm.ChatRequest;

/** What an upstream speaks. Stateless; one instance serves all requests. */
public interface Outbound extends UpstreamReader {
    Protocol protocol();

    WireRequest encodeRequest(ChatRequest request, Dialect dialect);
}
