package io.lingzhi.gateway.config;

import java.util.List;

/**
 * Whether and how the gateway fetches what a conversation names by its URL, for upstreams that take no URLs.
 *
 * @param allowed host names, addresses and networks (CIDR) that may be fetched from although they are not public
 * @param bytes the longest medium
 */
public record MediaFetching(boolean enabled, List<String> allowed, long bytes) {
    public MediaFetching {
        allowed = List.copyOf(allowed);
    }
}
