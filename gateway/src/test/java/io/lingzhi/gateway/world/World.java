package io.lingzhi.gateway.world;

import io.lingzhi.gateway.Admission;
import io.lingzhi.gateway.Attempts;
import io.lingzhi.gateway.Billing;
import io.lingzhi.gateway.ClientRequest;
import io.lingzhi.gateway.Codecs;
import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.EvenClock;
import io.lingzhi.gateway.Gateway;
import io.lingzhi.gateway.InProcessChat;
import io.lingzhi.gateway.Jitter;
import io.lingzhi.gateway.Lanes;
import io.lingzhi.gateway.Planner;
import io.lingzhi.gateway.Snapshot;
import io.lingzhi.gateway.Snapshots;
import io.lingzhi.gateway.Surroundings;
import io.lingzhi.gateway.ThoughtMakers;
import io.lingzhi.gateway.access.Pseudonyms;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Cooldowns;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.media.MediaFetcher;
import io.lingzhi.gateway.money.Budgets;
import io.lingzhi.gateway.money.PriceTable;
import io.lingzhi.gateway.provider.Providers;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.protocol.WireRequest;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** One world from its beginning to its end: the real gateway among scripted upstreams and clients. */
final class World {
    private static final int MOST_TASKS = 200_000;
    private static final Providers PROVIDERS = Providers.shipped();
    private static final Codecs CODECS = new Codecs(
            Wire.ALL.stream().map(Wire::outbound).toList(),
            Wire.ALL.stream().map(Wire::passThrough).toList());

    final Scenario scenario;
    final VirtualLoop loop;
    final Blocks blocks = new Blocks();
    final HealthBoard health = new HealthBoard(Cooldowns.DEFAULT);
    final Admission admission;
    final Map<Integer, Client> clients = new HashMap<>();
    final Map<Integer, ChatStream> insiders = new HashMap<>();
    /** The snapshot that a request found when it came. */
    final Map<Integer, Config> found = new HashMap<>();

    final Map<Integer, List<Call>> calls = new HashMap<>();
    /** What was wrong already when a call began. */
    final List<String> early = new ArrayList<>();

    final List<RequestRecord> records = new ArrayList<>();
    private final Trace trace;
    private final Snapshots snapshots;
    private final Gateway gateway;
    private final InProcessChat inside;
    private Duration skew = Duration.ZERO;

    World(long seed, Trace sink) {
        SplittableRandom random = new SplittableRandom(seed);
        scenario = Scenario.of(random);
        loop = new VirtualLoop(random);
        trace = sink.heard() ? (format, arguments) -> sink.say(at() + format, arguments) : sink;
        Call.Surroundings around = new Call.Surroundings(loop, trace, blocks);
        ScriptedUpstream upstream = new ScriptedUpstream(scenario, loop, random, around, this::arrived);
        LocalWords local = new LocalWords();
        snapshots = new Snapshots(Snapshot.of(scenario.config(), local.names(), PriceTable.EMPTY));
        InstantSource wall = () -> Instant.EPOCH.plusNanos(loop.getAsLong()).plus(skew);
        MediaFetcher fetcher = new MediaFetcher(upstream, host -> List.of(), loop, loop.timers());
        Lanes lanes = new Lanes(
                PROVIDERS, upstream, CODECS, local, loop, fetcher, new Pseudonyms(new byte[32]), new ThoughtMakers());
        Planner planner = new Planner(health, new EvenClock(wall.instant(), loop), new Jitter(random)::lengthen, lanes);
        admission = new Admission(
                snapshots, new Surroundings(records::add, wall, loop, new Billing(new Budgets(wall), PROVIDERS, wall)));
        gateway = new Gateway(snapshots, admission, planner, new Attempts(loop.timers()));
        inside = new InProcessChat(gateway, snapshots, () -> loop);
    }

    private String at() {
        return String.format("%8.3f s  ", (loop.getAsLong() - 1_000 * VirtualLoop.MILLI) / 1e9);
    }

    /** Runs it, and gives all that was wrong. */
    List<String> run() {
        trace.say("%s", scenario.config().routing());
        trace.say(
                "%s %s %s %s",
                scenario.config().streaming(),
                scenario.config().care(),
                scenario.config().chains(),
                scenario.config().deadlines());
        scenario.upstreams()
                .values()
                .forEach(upstream ->
                        trace.say("%s %s", upstream, scenario.provider(upstream).terms()));
        scenario.asks().forEach(ask -> {
            var _ = loop.later(ask.atNanos(), () -> begin(ask));
        });
        scenario.turns().forEach(turn -> {
            var _ = loop.later(turn.atNanos(), () -> happen(turn));
        });
        boolean ended = loop.run(MOST_TASKS);
        return ended ? new Judge(this).findings() : List.of("the world does not come to an end");
    }

    private void happen(Scenario.Turn turn) {
        switch (turn) {
            case Scenario.Turn.ClockJump(var ignored, Duration by) -> {
                trace.say("the clock jumps by %s", by);
                skew = skew.plus(by);
            }
            case Scenario.Turn.Reload(var ignored, Config config) -> {
                trace.say("another configuration, %s", config.routing());
                snapshots.replace(Snapshot.of(config, new LocalWords().names(), PriceTable.EMPTY));
                health.retain(config.providers().stream()
                        .flatMap(provider -> provider.credentials().stream())
                        .map(Config.Credential::id)
                        .collect(Collectors.toSet()));
                blocks.forget();
            }
        }
    }

    private void begin(Ask ask) {
        trace.say("%s", ask);
        found.put(ask.number(), snapshots.get().config());
        ChatRequest request = ChatRequest.of(
                new ModelId(ask.model()), List.of(Message.of(Role.USER, "request " + ask.number())), ask.stream());
        ask.wire().ifPresentOrElse(wire -> overHttp(ask, wire, request), () -> {
            ChatStream stream = inside.open(request, new Caller("key-inside", id(ask)));
            insiders.put(ask.number(), stream);
            if (ask.patience() instanceof Ask.Patience.LeavesAfter(long nanos)) {
                var _ = loop.later(nanos, stream::close);
            }
        });
    }

    private void overHttp(Ask ask, Wire wire, ChatRequest request) {
        Client client = new Client(ask, loop, trace);
        clients.put(ask.number(), client);
        WireRequest written =
                wire.outbound().encodeRequest(request, Dialect.PLAIN).request();
        WireCall call = Wire.call(URI.create("http://gateway.test" + written.path()), written.body());
        Map<String, String> headers = new HashMap<>(Map.of("authorization", "Bearer " + Configs.CLIENT_KEY));
        ask.session().ifPresent(name -> headers.put("session-id", name));
        ask.wish().ifPresent(mode -> headers.put("x-lingzhi-rescue", mode.word()));
        gateway.chat(wire.inbound())
                .handle(
                        new ClientRequest(
                                id(ask),
                                "POST",
                                call.path(),
                                name -> Optional.ofNullable(headers.get(name)),
                                call.query(),
                                call.body().bytes(),
                                InetAddress.getLoopbackAddress()),
                        client);
        if (ask.patience() instanceof Ask.Patience.LeavesAfter(long nanos)) {
            var _ = loop.later(nanos, client::leave);
        }
    }

    static String id(Ask ask) {
        return "req-" + ask.number();
    }

    private void arrived(Call call) {
        List<Call> before = calls.computeIfAbsent(call.request, ignored -> new ArrayList<>());
        boolean sameAttempt = !before.isEmpty() && before.getLast().refusedToGoOn();
        if (!sameAttempt) {
            blocks.begins(call);
        }
        Client client = clients.get(call.request);
        Ask ask = scenario.asks().get(call.request);
        boolean mayHedge = client == null || !client.begun();
        if (running(before) > (mayHedge && hedged(ask) ? 1 : 0)) {
            early.add("call " + call.number + " was made beside others");
        }
        before.add(call);
        withinCaps(call);
        if (client == null) {
            return;
        }
        boolean mayGoOn = ask.stream() && ask.mode(foundBy(ask)) == Config.RescueMode.CONTINUE;
        if (client.ended() || client.gone() || (client.begun() && !mayGoOn)) {
            early.add("call " + call.number + " was made when the client of request " + call.request
                    + " had begun to read, had its answer, or was gone");
        }
    }

    private static long running(List<Call> of) {
        return of.stream().filter(Call::running).count();
    }

    boolean hedged(Ask ask) {
        return foundBy(ask).streaming().hedging(ask.model()).isPresent();
    }

    /** An answer that is whole may keep its call a little longer than its place. */
    private void withinCaps(Call made) {
        Config.Provider provider = scenario.provider(made.upstream);
        int ofKey = provider.terms().credentialMaxInFlight();
        int ofAll = provider.terms().maxInFlight();
        if (ofKey == 0 && ofAll == 0) {
            return;
        }
        List<Call> same = calls.values().stream()
                .flatMap(List::stream)
                .filter(call -> call.running()
                        && !over(call)
                        && scenario.provider(call.upstream).equals(provider))
                .toList();
        long sameKey = same.stream()
                .filter(call -> call.upstream.equals(made.upstream))
                .count();
        if ((ofKey > 0 && sameKey > ofKey) || (ofAll > 0 && same.size() > ofAll)) {
            early.add("call " + made.number + " was made past the limit of its credential or provider");
        }
    }

    private boolean over(Call call) {
        return records.stream().anyMatch(record -> record.requestId().equals("req-" + call.request));
    }

    Config foundBy(Ask ask) {
        return found.getOrDefault(ask.number(), scenario.config());
    }
}
