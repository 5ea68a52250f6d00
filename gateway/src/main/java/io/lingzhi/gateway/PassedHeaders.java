package io.lingzhi.gateway;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which of an upstream's response headers a client may see: not those of the connection or the body, not cookies, not
 * those that other gateways sign with, and none that this gateway sets itself.
 */
final class PassedHeaders {
    private static final Set<String> KEPT_BACK = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "set-cookie",
            "content-length",
            "content-encoding",
            "content-type",
            "cache-control",
            "x-request-id",
            "x-cpa-trace-id");
    private static final List<String> KEPT_BACK_KINDS = List.of(
            "proxy-",
            "access-control-",
            "x-lingzhi-",
            "x-litellm-",
            "helicone-",
            "x-portkey-",
            "cf-aig-",
            "x-kong-",
            "x-bt-");

    private PassedHeaders() {}

    /** @param headers names in lower case */
    static Map<String, String> of(Map<String, String> headers) {
        Set<String> named = new HashSet<>();
        for (String name : headers.getOrDefault("connection", "").split(",", -1)) {
            named.add(name.strip().toLowerCase(Locale.ROOT));
        }
        Map<String, String> passed = new HashMap<>();
        headers.forEach((name, value) -> {
            boolean keptBack = KEPT_BACK.contains(name)
                    || named.contains(name)
                    || KEPT_BACK_KINDS.stream().anyMatch(name::startsWith);
            if (!keptBack) {
                passed.put(name, value);
            }
        });
        return passed;
    }
}
