package io.lingzhi.gateway.amp;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Reply;
import io.lingzhi.gateway.Snapshot;
import io.lingzhi.gateway.access.ClientKeys;
import io.lingzhi.gateway.access.PresentedKeys;
import io.lingzhi.gateway.config.Ampcode;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.gateway.upstream.UpstreamBody;
import io.lingzhi.gateway.upstream.UpstreamClient;
import io.lingzhi.gateway.upstream.UpstreamRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way to Amp's own service: a client's call goes there with the operator's key in place of the client's, and the
 * answer comes back as it is. Cookies cross in neither direction.
 */
public final class AmpService {
    /** Query parameters in which clients may show their key for this gateway. */
    private static final List<String> KEY_PARAMETERS = List.of("key", "auth_token");

    private final UpstreamClient client;

    public AmpService(UpstreamClient client) {
        this.client = client;
    }

    /** The key id of the client, if it may come in. */
    static Optional<String> identify(Snapshot snapshot, ClientRequest request) {
        return snapshot.keys().identify(PresentedKeys.of(request.header(), request.query()));
    }

    /** Sends the call of this client on. */
    void forward(Snapshot snapshot, String upstreamUrl, String keyId, ClientRequest request, Reply reply) {
        Ampcode amp = snapshot.config().ampcode();
        UpstreamRequest call = new UpstreamRequest(
                request.method(),
                upstreamUrl + target(request.sent().target(), snapshot.keys()),
                AmpHeaders.towardsAmp(request.sent().headers().get(), key(amp, keyId)),
                new UpstreamBody.Whole(request.body()),
                amp.proxyUrl(),
                snapshot.config().deadlines().untilWhole());
        new AmpRelay(request.method(), upstreamUrl, reply).begin(client, call);
    }

    private static Optional<Secret> key(Ampcode amp, String keyId) {
        return amp.clientKeys().stream()
                .filter(each -> each.keys().stream()
                        .anyMatch(key -> ClientKeys.keyId(key.reveal()).equals(keyId)))
                .map(Ampcode.ClientKeys::upstreamKey)
                .findFirst()
                .or(amp::upstreamKey);
    }

    /** The target without a key for this gateway in its query. */
    private static String target(String target, ClientKeys keys) {
        int query = target.indexOf('?');
        if (query < 0) {
            return target;
        }
        String kept = Arrays.stream(target.substring(query + 1).split("&", -1))
                .filter(parameter -> !showsKey(parameter, keys))
                .collect(Collectors.joining("&"));
        return target.substring(0, query) + (kept.isEmpty() ? "" : "?" + kept);
    }

    private static boolean showsKey(String parameter, ClientKeys keys) {
        int equals = parameter.indexOf('=');
        return !keys.anonymousAllowed()
                && equals > 0
                && KEY_PARAMETERS.contains(parameter.substring(0, equals))
                && keys.identify(List.of(decoded(parameter.substring(equals + 1))))
                        .isPresent();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // no percent-encoding, so it stands for itself
        }
    }
}
