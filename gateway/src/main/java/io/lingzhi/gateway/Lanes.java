package io.lingzhi.gateway;

import io.lingzhi.gateway.access.Pseudonyms;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Disclosure;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.media.MediaFetcher;
import io.lingzhi.gateway.media.RequestMedia;
import io.lingzhi.gateway.provider.ProviderRow;
import io.lingzhi.gateway.provider.Providers;
import io.lingzhi.gateway.rescue.Prefill;
import io.lingzhi.gateway.rescue.ToldPart;
import io.lingzhi.gateway.upstream.UpstreamClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.UpstreamReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * Chooses the lane of one attempt: pass-through where both ends speak alike and nothing must be edited, else
 * translated.
 */
public final class Lanes {
    private final Providers providers;
    private final UpstreamClient client;
    private final Codecs codecs;
    private final LocalModels local;
    private final Executor blocking;
    private final MediaFetcher fetcher;
    private final Pseudonyms pseudonyms;
    private final ThoughtMakers makers;

    /** @param blocking runs the in-process models */
    public Lanes(
            Providers providers,
            UpstreamClient client,
            Codecs codecs,
            LocalModels local,
            Executor blocking,
            MediaFetcher fetcher,
            Pseudonyms pseudonyms,
            ThoughtMakers makers) {
        this.makers = makers;
        this.pseudonyms = pseudonyms;
        this.providers = providers;
        this.client = client;
        this.codecs = codecs;
        this.local = local;
        this.blocking = blocking;
        this.fetcher = fetcher;
    }

    /** Whether conversations with this provider can be held at all. */
    boolean speaks(Config.Provider provider) {
        return codecs.outbound().containsKey(providers.protocol(provider));
    }

    /** The question with what its attempts will share. */
    Asking asking(Config config, Question question, String keyId) {
        return new Asking(config, question, keyId, new RequestMedia(fetcher, config));
    }

    /** The lane of a conversation to this target; empty where none can be held with it. */
    Optional<Lane> chat(Asking asking, Target target) throws RejectedException {
        ProviderRow row = row(target);
        Outbound outbound = codecs.outbound().get(row.protocol());
        if (outbound == null || row.traits().writesNoText()) {
            return Optional.empty();
        }
        HttpLane http = http(asking, target, outbound);
        Lane usual = usual(asking, target, http, outbound, kept(asking.question(), row));
        return Optional.of(new ForgivenLane(usual, () -> without(asking, target, http, outbound)));
    }

    /** @param kept the request as it is sent, if not all of it may be */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private Lane usual(Asking asking, Target target, HttpLane http, Outbound outbound, Optional<SignedThoughts> kept)
            throws RejectedException {
        Question question = asking.question();
        Protocol upstream = outbound.protocol();
        PassThrough patches = codecs.passThrough().get(upstream);
        if (kept.isEmpty()
                && question instanceof Question.Wire wire
                && wire.protocol() == upstream
                && wire.asked().relayable()
                && patches != null) {
            ClientRequest relayed = wire.relayed(target.credential().id());
            return new PassThroughLane(
                    http, patches, wire.peek(), relayed, target.upstreamModel(), additions(asking, target));
        }
        if (question.protocol() != upstream) {
            question.requireTranslatable();
        }
        SignedThoughts sent = kept.isPresent() ? kept.get() : SignedThoughts.of(question.request());
        return translated(asking, target, http, outbound, sent);
    }

    /**
     * The request without the thoughts that another upstream of the same protocol is known to have signed; empty where
     * nothing is to be left out, and where only the upstream can say what is wrong with the request.
     */
    private Optional<SignedThoughts> kept(Question question, ProviderRow row) {
        String maker = row.maker();
        Protocol protocol = row.protocol();
        if (!makers.knowsOthers(protocol, maker)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedThoughts.without(
                            question.request(),
                            signature -> signature.maker() == protocol && makers.isForeign(maker, signature)))
                    .filter(kept -> !kept.losses().isEmpty());
        } catch (RejectedException e) {
            return Optional.empty();
        }
    }

    /** The lane without any signed thought of the target's protocol, which has refused one of them. */
    private Optional<Lane> without(Asking asking, Target target, HttpLane http, Outbound outbound) {
        try {
            Protocol protocol = outbound.protocol();
            SignedThoughts rest = SignedThoughts.without(asking.question().request(), signature -> {
                boolean own = signature.maker() == protocol;
                if (own) {
                    makers.refused(signature);
                }
                return own;
            });
            return rest.losses().isEmpty()
                    ? Optional.empty()
                    : Optional.of(translated(asking, target, http, outbound, rest));
        } catch (RejectedException e) {
            return Optional.empty();
        }
    }

    /** The protocol in which conversations are held with this target; empty where none can be. */
    Optional<Protocol> conversing(Target target) {
        ProviderRow row = row(target);
        boolean none =
                !codecs.outbound().containsKey(row.protocol()) || row.traits().writesNoText();
        return none ? Optional.empty() : Optional.of(row.protocol());
    }

    /** Whether a client of this protocol gets the bytes of upstreams of the same. */
    boolean passesThrough(Protocol protocol) {
        return codecs.passThrough().containsKey(protocol);
    }

    private ProviderRow row(Target target) {
        return providers.row(target.provider(), target.upstreamModel());
    }

    private HttpLane http(Asking asking, Target target, Outbound outbound) {
        ProviderRow row = row(target);
        WatchedReader reader = new WatchedReader(outbound, makers, row.maker());
        HttpLane plain = new HttpLane(client, target, row, reader, asking.config());
        return row.traits().aliasInAnswers()
                ? plain.naming(new AliasInAnswers(Optional.of(alias(asking, target))))
                : plain;
    }

    /** The alias that was asked for, or the first that the model has. */
    private static String alias(Asking asking, Target target) {
        String asked = asking.question().peek().model().value();
        List<String> aliases = target.provider().models().stream()
                .filter(model -> model.name().equals(target.upstreamModel()))
                .map(Config.Model::alias)
                .toList();
        return aliases.stream()
                .filter(alias -> alias.equalsIgnoreCase(asked))
                .findFirst()
                .orElseGet(() -> aliases.isEmpty() ? target.upstreamModel() : aliases.getFirst());
    }

    private PassThroughLane.Additions additions(Asking asking, Target target) {
        return new PassThroughLane.Additions(
                marks(asking, target), target.provider().disclosure().clientHeaders() ? ClientHeaders.NAMES : Set.of());
    }

    private ClientMarks marks(Asking asking, Target target) {
        Disclosure disclosure = target.provider().disclosure();
        String model = target.upstreamModel();
        return new ClientMarks(
                disclosure.cacheKey() ? Optional.of(pseudonyms.of("cache", asking.keyId(), model)) : Optional.empty(),
                disclosure.userId() ? Optional.of(pseudonyms.of("user", asking.keyId())) : Optional.empty());
    }

    private Lane translated(Asking asking, Target target, HttpLane http, Outbound outbound, SignedThoughts sent) {
        return new TranslatedLane(
                http,
                outbound,
                marks(asking, target).in(sent.request()),
                target.upstreamModel(),
                asking.manner(outbound.protocol(), headers(asking.question(), outbound.protocol()), sent.losses()));
    }

    /** What completes the headers of a request that is written anew: what counts of a client's that speaks alike. */
    private UnaryOperator<Map<String, String>> headers(Question question, Protocol upstream) {
        return Optional.ofNullable(codecs.passThrough().get(upstream))
                .filter(ignored -> question.protocol() == upstream)
                .<UnaryOperator<Map<String, String>>>map(
                        patches -> written -> patches.completed(written, question::header))
                .orElse(UnaryOperator.identity());
    }

    /** Lanes that go on with an answer of which the client has been told this. */
    Planner.Maker goingOn(Asking asking, List<ToldPart> told) {
        return new Planner.Maker() {
            @Override
            public Optional<Lane> upstream(Target target) throws RejectedException {
                Outbound outbound = codecs.outbound().get(protocol(target));
                if (outbound == null) {
                    return Optional.empty();
                }
                HttpLane http = http(asking, target, outbound);
                ChatRequest anew = asking.question().request().withStream(true);
                Optional<ChatRequest> prefilled =
                        http.row().dialect().has(Dialect.Quirk.PREFILL) ? Prefill.of(anew, told) : Optional.empty();
                return Optional.of(new RescueLane(
                        prefilled.map(
                                request -> translated(asking, target, http, outbound, SignedThoughts.of(request))),
                        translated(asking, target, http, outbound, SignedThoughts.of(anew)),
                        told));
            }

            @Override
            public Lane local(String model) throws RejectedException {
                return new RescueLane(Optional.empty(), localChat(asking.question(), model), told);
            }
        };
    }

    Lane localChat(Question question, String model) throws RejectedException {
        question.requireTranslatable();
        ChatRequest request = question.request().withModel(new ModelId(model));
        return new LocalLane(blocking, () -> local.chat(request));
    }

    /** The lane that passes a body on as it is, to upstreams of the patches' protocol. */
    Optional<Lane> relay(
            Config config, Target target, Peek peek, ClientRequest asked, PassThrough patches, UpstreamReader reader) {
        ProviderRow row = row(target);
        if (row.protocol() != patches.protocol()) {
            return Optional.empty();
        }
        HttpLane http = new HttpLane(client, target, row, reader, config);
        return Optional.of(new PassThroughLane(
                http, patches, peek, asked, target.upstreamModel(), PassThroughLane.Additions.NONE));
    }

    /** The lane that passes a call on and its answer back, whatever that is, to upstreams of this protocol. */
    Optional<Lane> relay(Config config, Target target, Protocol protocol, UpstreamReader reader, RelayLane.Call call) {
        ProviderRow row = row(target);
        return row.protocol() == protocol
                ? Optional.of(
                        new RelayLane(new HttpLane(client, target, row, reader, config), call, target.upstreamModel()))
                : Optional.empty();
    }

    Protocol protocol(Target target) {
        return providers.protocol(target.provider());
    }

    /** What a lane to this target stands on. */
    HttpLane http(Config config, Target target, UpstreamReader reader) {
        return new HttpLane(client, target, row(target), reader, config);
    }
}
