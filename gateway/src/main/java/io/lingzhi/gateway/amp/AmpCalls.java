package io.lingzhi.gateway.amp;

import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.Reply;
import io.lingzhi.gateway.Snapshot;
import io.lingzhi.gateway.config.Ampcode;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.RejectedException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Amp's calls of models, and no others, follow {@code ampcode.model-mappings}; a model that is served under no
 * name here is asked of Amp's own service, if that is configured. Used on all event loops; it remembers what it has
 * logged.
 */
public final class AmpCalls {
    private static final Logger LOG = LoggerFactory.getLogger(AmpCalls.class);
    private static final String PREFIX = "/api/provider/";
    /** Models that are remembered as logged; those that come after are not logged. */
    private static final int MOST_LOGGED = 200;

    private final Supplier<Snapshot> snapshots;
    private final AmpService service;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    public AmpCalls(Supplier<Snapshot> snapshots, AmpService service) {
        this.snapshots = snapshots;
        this.service = service;
    }

    /** Finds the model that a call names. */
    @FunctionalInterface
    public interface Naming {
        ModelId model(ClientRequest request) throws RejectedException;
    }

    /** The same endpoint for calls under Amp's paths too. */
    public Endpoint of(Endpoint endpoint, Naming naming) {
        return (request, reply) -> {
            Snapshot snapshot = snapshots.get();
            Ampcode amp = snapshot.config().ampcode();
            boolean concerned = request.sent().target().startsWith(PREFIX)
                    && (amp.upstreamUrl().isPresent() || !amp.mappings().isEmpty());
            if (!concerned || !redirected(snapshot, request, reply, endpoint, naming)) {
                endpoint.handle(request, reply);
            }
        };
    }

    private boolean redirected(
            Snapshot snapshot, ClientRequest request, Reply reply, Endpoint endpoint, Naming naming) {
        ModelId asked;
        try {
            asked = naming.model(request);
        } catch (RejectedException e) {
            return false; // the endpoint meets it too, and answers in the client's protocol
        }
        return switch (new ModelMappings(snapshot.config().ampcode(), snapshot.routes()).of(asked)) {
            case ModelMappings.Way.Here() -> false;
            case ModelMappings.Way.Instead(ModelId other) -> {
                endpoint.handle(request.asking(other), reply);
                yield true;
            }
            case ModelMappings.Way.Nowhere() -> forwarded(snapshot, request, reply, asked);
        };
    }

    private boolean forwarded(Snapshot snapshot, ClientRequest request, Reply reply, ModelId asked) {
        Optional<String> url = snapshot.config().ampcode().upstreamUrl();
        Optional<String> keyId = AmpService.identify(snapshot, request);
        if (url.isEmpty() || keyId.isEmpty()) {
            return false;
        }
        String name = asked.value().replaceAll("\\p{Cntrl}", "?");
        if (logged.size() < MOST_LOGGED && logged.add(name)) {
            LOG.info(
                    "model {} is not served here and goes to Amp's own service, which charges for it; to answer it"
                            + " here, add it to ampcode.model-mappings",
                    name);
        }
        service.forward(snapshot, url.get(), keyId.get(), request, reply);
        return true;
    }
}
