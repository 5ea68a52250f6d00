package io.lingzhi.gateway.amp;

import io.lingzhi.gateway.config.Secret;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which headers cross between a client and Amp's service; all others do. Names in lower case. */
final class AmpHeaders {
    /**
     * Those of one connection only (RFC 9110, section 7.6.1, read 2026-11-23), and those that the next hop sets anew.
     */
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect",
            "host",
            "content-length");

    /** The client's credentials for this gateway, and the cookies of other services under the same host name. */
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "x-api-key", "x-goog-api-key", "x-management-key", "cookie", "set-cookie");

    /** Who the client is and how it came here, which is nobody else's business. */
    private static final Set<String> TRACES = Set.of(
            "forwarded", "via", "x-real-ip", "true-client-ip", "cf-connecting-ip", "client-ip", "origin", "referer");

    private static final String FORWARDED = "x-forwarded-";
    private static final String FETCH_METADATA = "sec-";
    private static final String CORS = "access-control-";

    private AmpHeaders() {}

    /** The headers of a client's request as they go on, with the key of Amp's service. */
    static Map<String, Secret> towardsAmp(Map<String, String> received, Optional<Secret> key) {
        Map<String, Secret> headers = new HashMap<>();
        Set<String> ofConnection = ofConnection(received);
        received.forEach((name, value) -> {
            if (!ofConnection.contains(name) && !staysHere(name)) {
                headers.put(name, new Secret(value));
            }
        });
        key.ifPresent(secret -> {
            headers.put("x-api-key", secret);
            headers.put("authorization", new Secret("Bearer " + secret.reveal()));
        });
        return headers;
    }

    private static boolean staysHere(String name) {
        return HOP.contains(name)
                || CREDENTIALS.contains(name)
                || TRACES.contains(name)
                || name.startsWith(FORWARDED)
                || name.startsWith(FETCH_METADATA);
    }

    /** The headers of an answer as they go on. The gateway's own request id and rules for web pages stay in force. */
    static Map<String, String> towardsClient(Map<String, String> received, String upstreamUrl) {
        Map<String, String> headers = new HashMap<>();
        Set<String> ofConnection = ofConnection(received);
        received.forEach((name, value) -> {
            boolean stays = HOP.contains(name)
                    || CREDENTIALS.contains(name)
                    || name.startsWith(CORS)
                    || name.equals("x-request-id");
            if (!stays && !ofConnection.contains(name)) {
                headers.put(name, name.equals("location") ? location(value, upstreamUrl) : value);
            }
        });
        return headers;
    }

    /** A redirect within Amp's service leads through this gateway again, since only here the key is added. */
    private static String location(String value, String upstreamUrl) {
        return value.startsWith(upstreamUrl + AmpPaths.API) ? value.substring(upstreamUrl.length()) : value;
    }

    private static Set<String> ofConnection(Map<String, String> received) {
        Set<String> names = new HashSet<>();
        for (String name : received.getOrDefault("connection", "").split(",", -1)) {
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
