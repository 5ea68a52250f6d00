package io.lingzhi.gateway.upstream;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * One POST to an upstream.
 *
 * @param headers all headers but {@code host} and {@code content-length}
 * @param proxy as in {@link Config.Credential#proxyUrl()}
 * @param deadlines the longest wait in each phase
 */
public record UpstreamRequest(
        String url,
        Map<String, Secret> headers,
        UpstreamBody body,
        Optional<Secret> proxy,
        Config.Deadlines deadlines) {
    public UpstreamRequest {
        headers = Map.copyOf(headers);
    }
}
