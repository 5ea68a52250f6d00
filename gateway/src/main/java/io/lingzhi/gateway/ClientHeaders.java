package io.lingzhi.gateway;

import java.util.Set;

/** The headers by which Anthropic's clients name themselves and the machine they run on; names in lower case. */
final class ClientHeaders {
    static final Set<String> NAMES = Set.of(
            "user-agent",
            "x-app",
            "x-stainless-arch",
            "x-stainless-async",
            "x-stainless-helper-method",
            "x-stainless-lang",
            "x-stainless-os",
            "x-stainless-package-version",
            "x-stainless-retry-count",
            "x-stainless-runtime",
            "x-stainless-runtime-version",
            "x-stainless-timeout");

    private ClientHeaders() {}
}
