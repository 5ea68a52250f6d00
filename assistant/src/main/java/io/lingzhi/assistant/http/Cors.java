package io.lingzhi.assistant.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which web pages of other sites may call the service from a browser, by their origins; {@code *} lets all. What a
 * browser asks before and wants to be told: https://developer.mozilla.org/docs/Glossary/Preflight_request, read
 * 2026-11-25.
 */
public record Cors(List<String> origins) {
    /** No page of another site. */
    public static final Cors OFF = new Cors(List.of());

    private static final String ANY = "*";
    private static final String ALLOWED_HEADERS = "authorization, content-type, x-api-key, x-request-id";
    private static final String SHOWN_HEADERS = "x-request-id, retry-after";
    private static final String SECONDS_TO_REMEMBER = "600";

    public Cors {
        origins = List.copyOf(origins);
    }

    /** Whether pages from there may call. */
    boolean allows(Optional<String> origin) {
        return origin.filter(from -> origins.contains(ANY) || origins.contains(from))
                .isPresent();
    }

    /** What an answer to a page from there carries. */
    Map<String, String> headers(Optional<String> origin) {
        return allows(origin)
                ? Map.of(
                        "access-control-allow-origin",
                        origin.orElse(""),
                        "access-control-expose-headers",
                        SHOWN_HEADERS,
                        "vary",
                        "Origin")
                : Map.of();
    }

    /** What the answer to a browser's question before the request carries beyond that. */
    static Map<String, String> preflight(String methods) {
        return Map.of(
                "access-control-allow-methods", methods,
                "access-control-allow-headers", ALLOWED_HEADERS,
                "access-control-max-age", SECONDS_TO_REMEMBER);
    }
}
