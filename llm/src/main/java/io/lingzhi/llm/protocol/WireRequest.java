package io.lingzhi.llm.protocol;

import java.util.Map;

/**
 * What is sent to an upstream, without its address and credential.
 *
 * @param path what follows the provider's base URL, beginning with a slash
 * @param headers those that the protocol demands
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
public record WireRequest(String path, Map<String, String> headers, byte[] body) {
    public WireRequest {
        headers = Map.copyOf(headers);
    }
}
