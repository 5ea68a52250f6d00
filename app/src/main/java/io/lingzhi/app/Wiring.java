package io.lingzhi.app;

import io.lingzhi.gateway.Admission;
import io.lingzhi.gateway.Attempts;
import io.lingzhi.gateway.Billing;
import io.lingzhi.gateway.Codecs;
import io.lingzhi.gateway.Compaction;
import io.lingzhi.gateway.Completions;
import io.lingzhi.gateway.Embeddings;
import io.lingzhi.gateway.EvenClock;
import io.lingzhi.gateway.Explainer;
import io.lingzhi.gateway.Gateway;
import io.lingzhi.gateway.GeminiVectors;
import io.lingzhi.gateway.InProcessChat;
import io.lingzhi.gateway.InProcessEmbeddings;
import io.lingzhi.gateway.Jitter;
import io.lingzhi.gateway.Lanes;
import io.lingzhi.gateway.LocalModels;
import io.lingzhi.gateway.OpenAiVectors;
import io.lingzhi.gateway.Planner;
import io.lingzhi.gateway.Relay;
import io.lingzhi.gateway.Snapshot;
import io.lingzhi.gateway.Snapshots;
import io.lingzhi.gateway.Surroundings;
import io.lingzhi.gateway.ThoughtMakers;
import io.lingzhi.gateway.TokenCounting;
import io.lingzhi.gateway.access.Pseudonyms;
import io.lingzhi.gateway.amp.AmpCalls;
import io.lingzhi.gateway.amp.AmpService;
import io.lingzhi.gateway.config.Care;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Cooldowns;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.credential.HealthStore;
import io.lingzhi.gateway.local.BgeEmbedder;
import io.lingzhi.gateway.local.LocalProvider;
import io.lingzhi.gateway.local.OfflineChat;
import io.lingzhi.gateway.media.MediaFetcher;
import io.lingzhi.gateway.money.Budgets;
import io.lingzhi.gateway.money.PriceTable;
import io.lingzhi.gateway.provider.Providers;
import io.lingzhi.gateway.responses.ResponseStore;
import io.lingzhi.gateway.upstream.UpstreamClient;
import io.lingzhi.gateway.upstream.VertxTimers;
import io.lingzhi.gateway.upstream.VertxUpstreamClient;
import io.lingzhi.gateway.usage.Ledger;
import io.lingzhi.llm.anthropic.AnthropicInbound;
import io.lingzhi.llm.anthropic.AnthropicOutbound;
import io.lingzhi.llm.anthropic.AnthropicPassThrough;
import io.lingzhi.llm.anthropic.TokenCountPassThrough;
import io.lingzhi.llm.anthropic.TokenCountReader;
import io.lingzhi.llm.gemini.GeminiCountPassThrough;
import io.lingzhi.llm.gemini.GeminiCountReader;
import io.lingzhi.llm.gemini.GeminiEmbeddingReader;
import io.lingzhi.llm.gemini.GeminiInbound;
import io.lingzhi.llm.gemini.GeminiOutbound;
import io.lingzhi.llm.gemini.GeminiPassThrough;
import io.lingzhi.llm.openaichat.ChatInbound;
import io.lingzhi.llm.openaichat.ChatOutbound;
import io.lingzhi.llm.openaichat.ChatPassThrough;
import io.lingzhi.llm.openaicompletions.CompletionsInbound;
import io.lingzhi.llm.openaiembeddings.EmbeddingsPassThrough;
import io.lingzhi.llm.openaiembeddings.EmbeddingsReader;
import io.lingzhi.llm.openairelay.RelayReader;
import io.lingzhi.llm.openairesponses.ResponsesInbound;
import io.lingzhi.llm.openairesponses.ResponsesOutbound;
import io.lingzhi.llm.openairesponses.ResponsesPassThrough;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Creates the services of the request path and ties them together. What is here by name is all there is: no scanning,
 * no registry.
 */
public final class Wiring implements AutoCloseable {
    static final int EVENT_LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final Duration EMBEDDING_DEADLINE = Duration.ofMinutes(1);

    final Vertx vertx;
    final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    final Clock clock = Clock.systemUTC();
    final LongSupplier nanoTime = System::nanoTime;
    final ChatInbound chatInbound = new ChatInbound();
    final ResponsesInbound responsesInbound =
            new ResponsesInbound(() -> UUID.randomUUID().toString());
    final AnthropicInbound anthropicInbound = new AnthropicInbound();
    final GeminiInbound geminiInbound = new GeminiInbound();
    final HealthBoard health = new HealthBoard(Cooldowns.DEFAULT);
    /** The clock of waits: it goes on evenly, whatever is done to the clock on the wall. */
    final EvenClock evenClock = new EvenClock(clock.instant(), nanoTime);

    final Snapshots snapshots;
    final Budgets budgets = new Budgets(clock);
    private final PriceTable prices = PriceTable.shipped();
    final ResponseStore storedResponses;
    final Gateway gateway;
    final Completions completions;
    final Embeddings embeddings;
    final Relay relay;
    final Compaction compaction;
    final TokenCounting counting;
    final Explainer explainer;
    final AmpService ampService;
    final AmpCalls ampCalls;
    final TokenCounting.Upstream anthropicCounts;
    final TokenCounting.Upstream geminiCounts;
    final LocalProvider localProvider;
    final MediaFetcher fetcher;

    /** For one use: what stands for clients is forgotten with it. */
    public Wiring(Config config, Ledger ledger) {
        this(config, ledger, new Pseudonyms(SecureRandom.getSeed(32)), eventLoops());
    }

    Wiring(Config config, Ledger ledger, Pseudonyms pseudonyms, VertxOptions eventLoops) {
        vertx = Vertx.vertx(eventLoops);
        localProvider = new LocalProvider(
                new OfflineChat(() -> "chatcmpl-" + UUID.randomUUID(), clock),
                new BgeEmbedder(Runtime.getRuntime().availableProcessors(), EMBEDDING_DEADLINE, nanoTime));
        snapshots = new Snapshots(Snapshot.of(config, localModelNames(), prices));
        storedResponses =
                new ResponseStore(() -> bounds(snapshots.get().config().storedResponses()), evenClock);
        ChatOutbound chatOutbound = new ChatOutbound();
        ChatPassThrough chatPassThrough = new ChatPassThrough();
        Codecs codecs = new Codecs(
                List.of(chatOutbound, new ResponsesOutbound(), new AnthropicOutbound(), new GeminiOutbound()),
                List.of(
                        chatPassThrough,
                        new ResponsesPassThrough(),
                        new AnthropicPassThrough(),
                        new GeminiPassThrough()));
        LocalModels local = new InProcessModels(localProvider);
        UpstreamClient upstream = new VertxUpstreamClient(vertx, nanoTime);
        ampService = new AmpService(upstream);
        ampCalls = new AmpCalls(snapshots, ampService);
        VertxTimers timers = new VertxTimers(vertx);
        fetcher = new MediaFetcher(upstream, host -> List.of(InetAddress.getAllByName(host)), blocking, timers);
        Providers providers = Providers.shipped();
        ThoughtMakers makers = new ThoughtMakers();
        Lanes lanes = new Lanes(providers, upstream, codecs, local, blocking, fetcher, pseudonyms, makers);
        health.use(cooldowns(config));
        Planner planner = new Planner(health, evenClock, new Jitter(new Random())::lengthen, lanes);
        explainer = new Explainer(snapshots, planner, lanes);
        Attempts attempts = new Attempts(timers);
        Admission admission = new Admission(
                snapshots, new Surroundings(ledger, clock, nanoTime, new Billing(budgets, providers, clock)));
        gateway = new Gateway(snapshots, admission, planner, attempts);
        Embeddings.Wires vectors = new Embeddings.Wires(
                new OpenAiVectors(
                        chatInbound, new EmbeddingsPassThrough(chatPassThrough), new EmbeddingsReader(chatOutbound)),
                new GeminiVectors(geminiInbound, new GeminiEmbeddingReader()));
        relay = new Relay(
                admission, planner, lanes, attempts, new Relay.Wire(chatInbound, new RelayReader(chatOutbound)));
        compaction = new Compaction(
                admission, planner, lanes, attempts, responsesInbound, new RelayReader(new ResponsesOutbound()));
        completions = new Completions(admission, gateway, new CompletionsInbound());
        counting = new TokenCounting(admission, planner, lanes, attempts, local, blocking);
        anthropicCounts = new TokenCounting.Upstream(new TokenCountPassThrough(), new TokenCountReader());
        geminiCounts = new TokenCounting.Upstream(new GeminiCountPassThrough(), new GeminiCountReader());
        embeddings = new Embeddings(admission, planner, lanes, attempts, vectors, local, blocking);
    }

    /** How the event loops are set up. */
    static VertxOptions eventLoops() {
        return new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setPreferNativeTransport(true);
    }

    private static ResponseStore.Bounds bounds(Config.StoredResponses stored) {
        return new ResponseStore.Bounds(stored.maxBytes(), stored.maxCount(), stored.age());
    }

    private static Cooldowns cooldowns(Config config) {
        Care.Cooling cooling = config.care().cooling();
        return new Cooldowns(cooling.cap(), cooling.transientFault());
    }

    /** The names that the process serves itself, to the model behind each. */
    public static Map<String, String> localModelNames() {
        return Map.of(
                LocalProvider.OFFLINE, LocalProvider.OFFLINE,
                LocalProvider.EMBED, LocalProvider.EMBED,
                LocalProvider.EMBED_ALIAS, LocalProvider.EMBED);
    }

    /** The gateway as an application inside this process asks it. */
    public InProcessChat chatClient() {
        return new InProcessChat(gateway, snapshots, this::eventLoop);
    }

    InProcessEmbeddings embeddingClient() {
        return new InProcessEmbeddings(embeddings, snapshots, this::eventLoop);
    }

    /** Tells where a request would go. */
    public Explainer explainer() {
        return explainer;
    }

    /** Takes in what is kept of credentials' health, for explanations without a running service. */
    public void recall(HealthStore kept) {
        health.restore(kept.load(), evenClock.instant());
    }

    /** Takes another configuration; requests that have begun go on with the old one. */
    void reconfigure(Config config) {
        snapshots.replace(Snapshot.of(config, localModelNames(), prices));
        health.use(cooldowns(config));
        health.retain(config.providers().stream()
                .flatMap(provider -> provider.credentials().stream())
                .map(Config.Credential::id)
                .collect(Collectors.toSet()));
    }

    /** The caller's event loop, or one of them for a caller on another thread. */
    Executor eventLoop() {
        Context context = vertx.getOrCreateContext();
        return task -> context.runOnContext(_ -> task.run());
    }

    @Override
    public void close() {
        blocking.shutdown();
        Waiting.on(vertx.close(), Duration.ofSeconds(10));
        localProvider.close();
    }
}
