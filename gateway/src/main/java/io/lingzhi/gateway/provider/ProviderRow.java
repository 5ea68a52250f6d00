package io.lingzhi.gateway.provider;

import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Protocol;

/**
 * How a provider is spoken to: its protocol, its base URL, how the key is sent, and where it differs from the
 * specification.
 */
public record ProviderRow(Protocol protocol, String baseUrl, KeyHeader keyHeader, Dialect dialect) {

    /** The header that carries the credential. */
    public enum KeyHeader {
        BEARER("authorization", "Bearer "),
        X_API_KEY("x-api-key", ""),
        X_GOOG_API_KEY("x-goog-api-key", "");

        private final String header;
        private final String scheme;

        KeyHeader(String header, String scheme) {
            this.header = header;
            this.scheme = scheme;
        }

        /** The header's name, in lower case. */
        public String header() {
            return header;
        }

        /** The header's value for this key. */
        public String value(String key) {
            return scheme + key;
        }
    }
}
