package io.lingzhi.gateway.provider;

import io.lingzhi.gateway.config.ModelTraits;
import io.lingzhi.llm.ThinkingLimits;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Protocol;
import java.util.Optional;

/**
 * How a provider's model is spoken to: the protocol, the base URL, how the key is sent, where provider and model differ
 * from the specification, and how the model can be told to think, where that is known.
 *
 * @param traits what the configuration says of the model
 * @param maker who signs the thoughts of its answers: the known provider, else the host
 */
public record ProviderRow(
        Protocol protocol,
        String baseUrl,
        Paths paths,
        KeyHeader keyHeader,
        Dialect dialect,
        Optional<ThinkingLimits> thinking,
        ModelTraits traits,
        String maker) {

    /** Where a call with this path of the protocol goes. */
    public String url(String path) {
        return baseUrl + paths.of(path);
    }

    /** What a provider has in the place of the beginning of the protocol's paths. */
    public record Paths(String protocols, String own) {
        /** The protocol's own paths. */
        public static final Paths SAME = new Paths("", "");

        String of(String path) {
            return path.startsWith(protocols) ? own + path.substring(protocols.length()) : path;
        }
    }

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
