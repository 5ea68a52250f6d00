package io.lingzhi.gateway.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How clients of the coding agent Amp are served: their own service, for what is no model's call, and other names for
 * the models that they ask for.
 *
 * @param upstreamUrl without a slash at the end; {@code https}, or {@code http} on this machine
 * @param upstreamKey sent there for every client that has no key of its own in {@code clientKeys}
 * @param proxyUrl as in {@link Config.Credential#proxyUrl()}
 * @param localOnly whether only callers on this machine reach that service
 * @param mappings in the order in which they are tried: exact names first, then patterns
 * @param force whether a mapping counts even where the model that was asked for is served
 */
public record Ampcode(
        Optional<String> upstreamUrl,
        Optional<Secret> upstreamKey,
        Optional<Secret> proxyUrl,
        List<ClientKeys> clientKeys,
        boolean localOnly,
        List<Mapping> mappings,
        boolean force) {
    /** No Amp service and no mappings. */
    public static final Ampcode NONE =
            new Ampcode(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false, List.of(), false);

    public Ampcode {
        clientKeys = List.copyOf(clientKeys);
        mappings = List.copyOf(mappings);
    }

    /** The key that is sent for these clients. */
    public record ClientKeys(Secret upstreamKey, Set<Secret> keys) {
        public ClientKeys {
            keys = Set.copyOf(keys);
        }
    }

    /**
     * Models whose name holds the pattern are answered by {@code to}. An exact name is a pattern that fits it whole.
     */
    public record Mapping(Pattern from, String to) {
        /** A name as it is, in any case. */
        public static Pattern exactly(String name) {
            return Pattern.compile("\\A" + Pattern.quote(name) + "\\z", flags());
        }

        /** Names that hold what the regular expression describes, in any case. */
        public static Pattern holding(String regex) {
            return Pattern.compile(regex, flags());
        }

        private static int flags() {
            return Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        }
    }
}
