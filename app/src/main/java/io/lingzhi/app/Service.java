package io.lingzhi.app;

import io.lingzhi.assistant.remote.RemoteGateway;
import io.lingzhi.gateway.Admission;
import io.lingzhi.gateway.Endpoint;
import io.lingzhi.gateway.ModelList;
import io.lingzhi.gateway.Models;
import io.lingzhi.gateway.SocketEndpoint;
import io.lingzhi.gateway.access.Pseudonyms;
import io.lingzhi.gateway.admin.Credentials;
import io.lingzhi.gateway.admin.Management;
import io.lingzhi.gateway.admin.RequestTraces;
import io.lingzhi.gateway.admin.RouteExplaining;
import io.lingzhi.gateway.amp.AmpPaths;
import io.lingzhi.gateway.amp.AmpProxy;
import io.lingzhi.gateway.config.BudgetLimits;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.KeptHealth;
import io.lingzhi.gateway.http.BodyRoom;
import io.lingzhi.gateway.http.GatewayServer;
import io.lingzhi.gateway.http.Listener;
import io.lingzhi.gateway.http.RequestId;
import io.lingzhi.gateway.http.Router;
import io.lingzhi.gateway.money.Period;
import io.lingzhi.gateway.responses.ResponsesMemory;
import io.lingzhi.gateway.responses.ResponsesShelf;
import io.lingzhi.gateway.responses.ResponsesSocket;
import io.lingzhi.gateway.store.InstallationSecret;
import io.lingzhi.gateway.store.SqliteHealth;
import io.lingzhi.gateway.store.SqliteLedger;
import io.lingzhi.gateway.store.SqliteUsageReader;
import io.lingzhi.gateway.store.StoreException;
import io.lingzhi.gateway.usage.LegacyUsage;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.gateway.usage.UsageGrouping;
import io.lingzhi.gateway.usage.UsageRange;
import io.lingzhi.gateway.usage.UsageReport;
import io.lingzhi.llm.protocol.FailureEncoder;
import io.lingzhi.llm.protocol.Inbound;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running servers of one process: gateway and AI service, over one {@link Wiring} and one ledger. */
public final class Service implements Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration START_DEADLINE = Duration.ofSeconds(30);
    private static final Duration KEEP_EVERY = Duration.ofSeconds(1);
    private static final int LEGACY_DETAILS = 1000;

    private final SqliteLedger ledger;
    private final SqliteUsageReader usage;
    private final Wiring wiring;
    private final RequestId ids = new RequestId(new SecureRandom());
    private final Listener listener;
    private final Path data;
    private final KeptHealth keptHealth;
    private Optional<AssistantWiring.Running> assistant = Optional.empty();
    private Optional<RemoteGateway> remote = Optional.empty();
    private int gatewayPort;

    private Service(
            Config config,
            Path data,
            SqliteLedger ledger,
            SqliteUsageReader usage,
            Pseudonyms pseudonyms,
            VertxOptions eventLoops) {
        this.data = data;
        this.ledger = ledger;
        this.usage = usage;
        this.wiring = new Wiring(config, this::record, pseudonyms, eventLoops);
        GatewayServer server = new GatewayServer(
                wiring.vertx, this::config, routes(), this::failuresAt, ids, BodyRoom.ofThisProcess());
        this.listener = new Listener(wiring.vertx, server);
        this.keptHealth = new KeptHealth(wiring.health, new SqliteHealth(data), wiring.evenClock);
        keepHealth(config.care().cooling().kept());
        storing(() -> countEarlier(config.money().limits()));
    }

    /** What the running day and month have cost before this start counts against the budgets. */
    private void countEarlier(BudgetLimits limits) {
        Instant now = wiring.clock.instant();
        for (Period period : Period.values()) {
            UsageRange range = new UsageRange(period.start(now, limits.zone()), now.plusSeconds(1));
            for (UsageReport.Line line :
                    usage.report(UsageGrouping.KEY, range, limits.zone()).lines()) {
                wiring.budgets.earlier(line.name(), period, line.spent().nanos(), limits);
            }
        }
    }

    /** What stands against credentials is taken in at the start, and then written whenever it has changed. */
    private void keepHealth(boolean fromBefore) {
        if (fromBefore) {
            storing(keptHealth::load);
        }
        wiring.vertx.setPeriodic(KEEP_EVERY.toMillis(), _ -> wiring.blocking.execute(this::writeHealth));
    }

    private void writeHealth() {
        storing(config().care().cooling().kept() ? keptHealth::save : keptHealth::clear);
    }

    private static void storing(Runnable task) {
        try {
            task.run();
        } catch (StoreException e) {
            LOG.warn("what stands against credentials is not kept: {}", e.getMessage());
        }
    }

    /**
     * Starts all servers.
     *
     * @param data folder of the ledger
     * @throws StartException when an address or the folder cannot be used; nothing is left running
     */
    public static Service start(Config config, Path data) throws StartException {
        return start(config, data, Wiring.eventLoops());
    }

    static Service start(Config config, Path data, VertxOptions eventLoops) throws StartException {
        SqliteLedger ledger;
        SqliteUsageReader usage;
        Pseudonyms pseudonyms;
        try {
            ledger = SqliteLedger.open(data, System::nanoTime);
            usage = new SqliteUsageReader(data);
            pseudonyms = new Pseudonyms(InstallationSecret.in(data, new SecureRandom()));
        } catch (StoreException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        Service service = new Service(config, data, ledger, usage, pseudonyms, eventLoops);
        try {
            service.listen(config);
        } catch (StartException e) {
            service.close();
            throw e;
        }
        return service;
    }

    private void record(RequestRecord request) {
        if (config().usageStatistics()) {
            ledger.record(request);
        }
    }

    private Config config() {
        return wiring.snapshots.get().config();
    }

    private Router routes() {
        Management management = new Management(this::config, wiring.clock, wiring.blocking);
        Credentials credentials = new Credentials(this::config, wiring.health, wiring.evenClock);
        Models models = new Models(wiring.snapshots, this::failuresOf);
        Router router = RelayRoutes.addTo(new Router().aliases(AmpPaths::canonical), wiring.relay);
        AmpRoutes.add(router, new AmpProxy(wiring.snapshots, wiring.ampService));
        router.at("GET", "/v0/management/credentials", management.guarded(credentials::list))
                .at("POST", "/v0/management/credentials", management.guarded(credentials::change))
                .at("PATCH", "/v0/management/credentials", management.guarded(credentials::change))
                .at("POST", "/v0/management/reset-quota", management.guarded(credentials::resetQuota))
                .at(
                        "GET",
                        "/v0/management/route/explain",
                        management.guarded(new RouteExplaining(wiring.explainer)::explain))
                .below("GET", RequestTraces.PATH, management.guarded(new RequestTraces(usage)::find));
        return router.at("GET", "/", Pages::banner)
                .at("GET", "/health", Pages::health)
                .at("GET", "/healthz", Pages::health)
                .at("HEAD", "/healthz", Pages::healthHead)
                .at("GET", "/v1/models", models)
                .below("GET", "/v1/models/", models)
                .at("GET", "/v1beta/models", models)
                .below("GET", "/v1beta/models/", models)
                .at("POST", "/v1/messages/count_tokens", anthropicCount())
                .at("POST", "/v1/messages", chat(wiring.anthropicInbound))
                .at("POST", "/v1/responses", responses())
                .at("POST", "/backend-api/codex/responses", responses())
                .at("POST", "/v1/responses/compact", compaction())
                .at("POST", "/backend-api/codex/responses/compact", compaction())
                .socket("/v1/responses", responsesSocket())
                .socket("/backend-api/codex/responses", responsesSocket())
                .at("POST", "/v1/responses/input_tokens", responsesCount())
                .below("GET", "/v1/responses/", responsesShelf())
                .below("DELETE", "/v1/responses/", responsesShelf())
                .below("POST", "/v1/responses/", responsesShelf())
                .below("POST", "/v1/models/", geminiCalls())
                .below("POST", "/v1beta/models/", geminiCalls())
                .at("POST", "/v1/chat/completions", chat(wiring.chatInbound))
                .at("POST", "/v1/completions", wiring.completions)
                .at("POST", "/v1/embeddings", wiring.embeddings)
                .at(
                        "GET",
                        "/v0/management/usage",
                        management.guarded(() -> LegacyUsage.json(
                                usage.legacyRows(UsageRange.ALL, LEGACY_DETAILS), ZoneId.systemDefault())));
    }

    private Endpoint chat(Inbound inbound) {
        return wiring.ampCalls.of(wiring.gateway.chat(inbound), AmpRoutes.naming(inbound));
    }

    private Endpoint responses() {
        Endpoint calls = wiring.gateway.chat(wiring.responsesInbound, new ResponsesMemory(wiring.storedResponses));
        return wiring.ampCalls.of(calls, AmpRoutes.naming(wiring.responsesInbound));
    }

    private Endpoint compaction() {
        return wiring.ampCalls.of(wiring.compaction, AmpRoutes.naming(wiring.responsesInbound));
    }

    private SocketEndpoint responsesSocket() {
        return new ResponsesSocket(
                responses(),
                wiring.storedResponses,
                request -> Admission.authenticate(wiring.snapshots.get(), request),
                ids::next,
                wiring.clock);
    }

    private Endpoint responsesShelf() {
        return new ResponsesShelf(
                wiring.storedResponses,
                wiring.responsesInbound,
                request -> Admission.authenticate(wiring.snapshots.get(), request));
    }

    private Endpoint responsesCount() {
        return wiring.counting.endpoint(new CountForms.Responses(wiring.responsesInbound), Optional.empty());
    }

    private Endpoint anthropicCount() {
        Endpoint count = wiring.counting.endpoint(
                new CountForms.Anthropic(wiring.anthropicInbound), Optional.of(wiring.anthropicCounts));
        return wiring.ampCalls.of(count, AmpRoutes.naming(wiring.anthropicInbound));
    }

    private Endpoint geminiCalls() {
        return new GeminiCalls(
                chat(wiring.geminiInbound),
                wiring.ampCalls.of(
                        wiring.counting.endpoint(
                                new CountForms.Gemini(wiring.geminiInbound), Optional.of(wiring.geminiCounts)),
                        request -> CountForms.Gemini.model(request.path())),
                wiring.embeddings.gemini());
    }

    private FailureEncoder failuresOf(ModelList form) {
        return switch (form) {
            case OPENAI -> wiring.chatInbound;
            case ANTHROPIC -> wiring.anthropicInbound;
            case GEMINI -> wiring.geminiInbound;
        };
    }

    /** How the clients of a path are told of errors that come before any endpoint. */
    private FailureEncoder failuresAt(String path) {
        if (path.startsWith("/v1/messages")) {
            return wiring.anthropicInbound;
        }
        return path.startsWith("/v1beta/") ? wiring.geminiInbound : wiring.chatInbound;
    }

    private void listen(Config config) throws StartException {
        Future<Integer> bound = listener.listen(config, Wiring.EVENT_LOOPS);
        Optional<Throwable> failure = Waiting.on(bound, START_DEADLINE);
        if (failure.isPresent()) {
            throw new StartException(
                    "cannot listen on " + config.server().host() + ":"
                            + config.server().port() + " (" + failure.get().getMessage()
                            + "): stop what uses the port, or choose another with --port",
                    failure.get());
        }
        gatewayPort = bound.result();
        if (config.assistant().enabled()) {
            assistant = Optional.of(new AssistantWiring(wiring, data).start(ports(config), ids::next));
        }
    }

    /** The gateway of this process, unless the configuration names another. */
    private AssistantWiring.Ports ports(Config config) {
        if (config.assistant().gatewayUrl().isEmpty()) {
            return new AssistantWiring.Ports(wiring.chatClient(), wiring.embeddingClient());
        }
        RemoteGateway elsewhere = SeparateAssistant.gateway(config);
        remote = Optional.of(elsewhere);
        return SeparateAssistant.ports(elsewhere);
    }

    @Override
    public void reconfigure(Config config) {
        wiring.reconfigure(config);
    }

    @Override
    public List<String> urls() {
        Config.Server server = config().server();
        List<String> urls = new ArrayList<>();
        urls.add((server.tls().isPresent() ? "https" : "http") + "://" + shown(server.host()) + ":" + gatewayPort);
        assistant.ifPresent(running -> urls.add("http://"
                + shown(config().assistant().host()) + ":" + running.server().port()));
        return urls;
    }

    static String shown(String host) {
        boolean everywhere = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
        return everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    }

    @Override
    public void drain(Duration deadline) {
        List<Future<?>> draining = new ArrayList<>();
        assistant.ifPresent(running -> draining.add(running.server().drain(deadline)));
        draining.add(listener.drain(deadline));
        Waiting.on(Future.all(draining), deadline.plusSeconds(1))
                .ifPresent(cause -> LOG.warn("not all requests ended in time: {}", cause.toString()));
    }

    /** Ends everything; what is recorded is written first. */
    @Override
    public void close() {
        assistant.ifPresent(AssistantWiring.Running::close);
        remote.ifPresent(RemoteGateway::close);
        writeHealth();
        wiring.close();
        ledger.close();
    }
}
