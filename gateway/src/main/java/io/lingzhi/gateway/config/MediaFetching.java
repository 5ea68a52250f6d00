package io.lingzhi.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * Whether and how the gateway fetches what a conversation names by its URL, for upstreams that take no URLs.
 *
 * @param allowed host names, addresses and networks (CIDR) that may be fetched from although they are not public
 * @param bytes the longest medium
 * @param proxyUrl as in {@link Config.Credential#proxyUrl()}
 */
public record MediaFetching(boolean enabled, List<String> allowed, long bytes, Optional<Secret> proxyUrl) {
    public MediaFetching {
        allowed = List.copyOf(allowed);
    }
}
