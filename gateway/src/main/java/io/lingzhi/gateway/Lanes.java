package io.lingzhi.gateway;

import io.lingzhi.gateway.config.Config;
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
import java.util.Optional;
import java.util.concurrent.Executor;

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

    /** @param blocking runs the in-process models */
    public Lanes(
            Providers providers,
            UpstreamClient client,
            Codecs codecs,
            LocalModels local,
            Executor blocking,
            MediaFetcher fetcher) {
        this.providers = providers;
        this.client = client;
        this.codecs = codecs;
        this.local = local;
        this.blocking = blocking;
        this.fetcher = fetcher;
    }

    /** Whether conversations with this provider can be held at all. */
    boolean speaks(Config.Provider provider) {
        return codecs.outbound().containsKey(providers.row(provider).protocol());
    }

    /** The question with what its attempts will share. */
    Asking asking(Config config, Question question) {
        return new Asking(config, question, new RequestMedia(fetcher, config));
    }

    Optional<Lane> chat(Asking asking, Target target) throws RejectedException {
        ProviderRow row = providers.row(target.provider());
        Outbound outbound = codecs.outbound().get(row.protocol());
        if (outbound == null) {
            return Optional.empty();
        }
        Question question = asking.question();
        HttpLane http = new HttpLane(client, target, row, outbound, asking.config());
        PassThrough patches = codecs.passThrough().get(row.protocol());
        if (question instanceof Question.Wire wire
                && wire.protocol() == row.protocol()
                && wire.asked().relayable()
                && patches != null) {
            ClientRequest relayed = wire.relayed(target.credential().id());
            return Optional.of(new PassThroughLane(http, patches, wire.peek(), relayed, target.upstreamModel()));
        }
        if (question.protocol() != row.protocol()) {
            question.requireTranslatable();
        }
        return Optional.of(translated(asking, target, http, outbound, question.request()));
    }

    private static Lane translated(
            Asking asking, Target target, HttpLane http, Outbound outbound, ChatRequest request) {
        TranslatedLane.Manner manner = new TranslatedLane.Manner(asking.strict(), asking.media());
        return new TranslatedLane(http, outbound, request, target.upstreamModel(), manner);
    }

    /** Lanes that go on with an answer of which the client has been told this. */
    Planner.Maker goingOn(Asking asking, List<ToldPart> told) {
        return new Planner.Maker() {
            @Override
            public Optional<Lane> upstream(Target target) throws RejectedException {
                ProviderRow row = providers.row(target.provider());
                Outbound outbound = codecs.outbound().get(row.protocol());
                if (outbound == null) {
                    return Optional.empty();
                }
                HttpLane http = new HttpLane(client, target, row, outbound, asking.config());
                ChatRequest anew = asking.question().request().withStream(true);
                Optional<ChatRequest> prefilled =
                        row.dialect().has(Dialect.Quirk.PREFILL) ? Prefill.of(anew, told) : Optional.empty();
                return Optional.of(new RescueLane(
                        prefilled.map(request -> translated(asking, target, http, outbound, request)),
                        translated(asking, target, http, outbound, anew),
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
        ProviderRow row = providers.row(target.provider());
        if (row.protocol() != patches.protocol()) {
            return Optional.empty();
        }
        HttpLane http = new HttpLane(client, target, row, reader, config);
        return Optional.of(new PassThroughLane(http, patches, peek, asked, target.upstreamModel()));
    }

    /** The lane that passes a call on and its answer back, whatever that is, to upstreams of this protocol. */
    Optional<Lane> relay(Config config, Target target, Protocol protocol, UpstreamReader reader, RelayLane.Call call) {
        ProviderRow row = providers.row(target.provider());
        return row.protocol() == protocol
                ? Optional.of(
                        new RelayLane(new HttpLane(client, target, row, reader, config), call, target.upstreamModel()))
                : Optional.empty();
    }

    Protocol protocol(Target target) {
        return providers.row(target.provider()).protocol();
    }

    /** What a lane to this target stands on. */
    HttpLane http(Config config, Target target, UpstreamReader reader) {
        return new HttpLane(client, target, providers.row(target.provider()), reader, config);
    }
}
