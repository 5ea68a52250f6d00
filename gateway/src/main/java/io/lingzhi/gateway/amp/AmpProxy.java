package io.lingzhi.gateway.amp;

import io.lingzhi.gateway.Admission;
import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.Reply;
import io.lingzhi.gateway.Snapshot;
import io.lingzhi.gateway.access.PresentedKeys;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The routes of Amp's own service. Calls go on with the operator's key, if the client shows a key of this gateway. A
 * page is asked for by a browser that shows none: it is sent to Amp itself, where its cookies are at home.
 */
public final class AmpProxy {
    private final Supplier<Snapshot> snapshots;
    private final AmpService service;

    public AmpProxy(Supplier<Snapshot> snapshots, AmpService service) {
        this.snapshots = snapshots;
        this.service = service;
    }

    /** Answers calls, which show a key. */
    public Endpoint calls() {
        return (request, reply) -> reach(request, reply, this::call);
    }

    /** Answers pages, which may show a key. */
    public Endpoint pages() {
        return (request, reply) -> reach(request, reply, (snapshot, url, asked, to) -> {
            if (PresentedKeys.of(asked.header(), asked.query()).isEmpty()) {
                to.whole(307, Map.of("location", url + asked.sent().target()), new byte[0]);
            } else {
                call(snapshot, url, asked, to);
            }
        });
    }

    private interface Way {
        void go(Snapshot snapshot, String upstreamUrl, ClientRequest request, Reply reply);
    }

    private void reach(ClientRequest request, Reply reply, Way way) {
        Snapshot snapshot = snapshots.get();
        Optional<String> url = snapshot.config().ampcode().upstreamUrl();
        if (url.isEmpty()) {
            AmpAnswer.unavailable(reply);
        } else if (snapshot.config().ampcode().localOnly() && !Nearness.isLocal(request)) {
            AmpAnswer.tell(
                    reply,
                    403,
                    "Access denied: management routes restricted to localhost",
                    "call from this machine under the name localhost, or unset"
                            + " ampcode.restrict-management-to-localhost");
        } else {
            way.go(snapshot, url.get(), request, reply);
        }
    }

    private void call(Snapshot snapshot, String upstreamUrl, ClientRequest request, Reply reply) {
        try {
            String keyId = Admission.authenticate(snapshot, request);
            service.forward(snapshot, upstreamUrl, keyId, request, reply);
        } catch (RejectedException e) {
            boolean forbidden = e.failure() instanceof Failure.Forbidden;
            AmpAnswer.tell(
                    reply,
                    forbidden ? 403 : 401,
                    forbidden ? "forbidden" : "unauthorized",
                    e.failure().message());
        }
    }
}
