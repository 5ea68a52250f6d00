package io.lingzhi.gateway.upstream;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** URLs taken apart. Each is taken apart once, since nearly all calls go to the same few. Used by all threads. */
final class Addresses {
    /** More than a configuration has; when there are more, all are forgotten. */
    private static final int MOST = 1_000;

    private final Map<String, Address> known = new ConcurrentHashMap<>();

    /**
     * Where a call goes.
     *
     * @param host an IPv6 address in its brackets
     * @param target path and query, as they are sent
     */
    record Address(String host, int port, boolean tls, String target) {
        /** @throws IllegalArgumentException it is no absolute URL of {@code http} or {@code https} */
        static Address of(String url) {
            URI uri = URI.create(url);
            String host = uri.getHost();
            boolean tls = "https".equalsIgnoreCase(uri.getScheme());
            if (host == null || !(tls || "http".equalsIgnoreCase(uri.getScheme()))) {
                throw new IllegalArgumentException("no absolute URL of http or https");
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery();
            return new Address(host, port, tls, query == null ? path : path + "?" + query);
        }
    }

    /** @throws IllegalArgumentException it is no absolute URL of {@code http} or {@code https} */
    Address of(String url) {
        Address before = known.get(url);
        if (before != null) {
            return before;
        }
        Address address = Address.of(url);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(url, address);
        return address;
    }
}
