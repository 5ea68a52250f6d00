package io.lingzhi.gateway.upstream;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.llm.json.Spliced;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * One call to an upstream.
 *
 * @param method in capitals
 * @param headers all headers but {@code host} and {@code content-length}
 * @param proxy as in {@link Config.Credential#proxyUrl()}
 * @param deadlines the longest wait in each phase
 * @param at the address to connect to, whatever the URL's host may lead to; empty: the host is looked up
 */
public record UpstreamRequest(
        String method,
        String url,
        Map<String, Secret> headers,
        UpstreamBody body,
        Optional<Secret> proxy,
        Deadlines deadlines,
        Optional<InetAddress> at) {
    private static final UpstreamBody NOTHING = new UpstreamBody.Whole(new byte[0]);

    public UpstreamRequest {
        headers = Map.copyOf(headers);
    }

    /** A call to wherever the URL's host leads. */
    public UpstreamRequest(
            String method,
            String url,
            Map<String, Secret> headers,
            UpstreamBody body,
            Optional<Secret> proxy,
            Deadlines deadlines) {
        this(method, url, headers, body, proxy, deadlines, Optional.empty());
    }

    /** A POST. */
    public UpstreamRequest(
            String url, Map<String, Secret> headers, UpstreamBody body, Optional<Secret> proxy, Deadlines deadlines) {
        this("POST", url, headers, body, proxy, deadlines);
    }

    /** The same when it is sent: what is not needed any more is not held while the answer comes. */
    UpstreamRequest sent() {
        return new UpstreamRequest(method, url, Map.of(), NOTHING, proxy, deadlines, at);
    }

    /** Whether a body belongs to it, if only an empty one. */
    boolean takesBody() {
        boolean filled = !(body instanceof UpstreamBody.Whole(Spliced content)) || content.length() > 0;
        return filled || !(method.equals("GET") || method.equals("HEAD"));
    }
}
