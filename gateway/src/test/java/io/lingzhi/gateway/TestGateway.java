package io.lingzhi.gateway;

import io.lingzhi.gateway.access.Pseudonyms;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Cooldowns;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.http.BodyRoom;
import io.lingzhi.gateway.http.GatewayServer;
import io.lingzhi.gateway.http.Listener;
import io.lingzhi.gateway.http.RequestId;
import io.lingzhi.gateway.http.Router;
import io.lingzhi.gateway.media.HostAddresses;
import io.lingzhi.gateway.media.MediaFetcher;
import io.lingzhi.gateway.money.Budgets;
import io.lingzhi.gateway.money.PriceTable;
import io.lingzhi.gateway.provider.Providers;
import io.lingzhi.gateway.responses.ResponseStore;
import io.lingzhi.gateway.responses.ResponsesMemory;
import io.lingzhi.gateway.responses.ResponsesShelf;
import io.lingzhi.gateway.responses.ResponsesSocket;
import io.lingzhi.gateway.upstream.UpstreamClient;
import io.lingzhi.gateway.upstream.VertxTimers;
import io.lingzhi.gateway.upstream.VertxUpstreamClient;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.anthropic.AnthropicInbound;
import io.lingzhi.llm.anthropic.AnthropicOutbound;
import io.lingzhi.llm.anthropic.AnthropicPassThrough;
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
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The request path on a real socket, wired as the application wires it, with a ledger that a test can read. */
final class TestGateway implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setPreferNativeTransport(true));
    private final HealthBoard health = new HealthBoard(Cooldowns.DEFAULT);
    private final Admission admission;
    private final Gateway gateway;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Snapshots snapshots;
    private final StubModels local = new StubModels();
    private final Embeddings embeddings;
    final Budgets budgets = new Budgets(Clock.systemUTC());
    private final BlockingQueue<RequestRecord> records = new LinkedBlockingQueue<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    TestGateway() {
        this(host -> List.of(InetAddress.getAllByName(host)));
    }

    /** @param names looks up the hosts of what is fetched */
    TestGateway(HostAddresses names) {
        Config config = Configs.of().config();
        snapshots = new Snapshots(Snapshot.of(config, local.names(), PriceTable.EMPTY));
        ChatInbound inbound = new ChatInbound();
        ChatOutbound outbound = new ChatOutbound();
        ChatPassThrough passThrough = new ChatPassThrough();
        UpstreamClient upstream = new VertxUpstreamClient(vertx, System::nanoTime);
        Lanes lanes = new Lanes(
                Providers.shipped(),
                upstream,
                new Codecs(
                        List.of(outbound, new ResponsesOutbound(), new AnthropicOutbound(), new GeminiOutbound()),
                        List.of(
                                passThrough,
                                new ResponsesPassThrough(),
                                new AnthropicPassThrough(),
                                new GeminiPassThrough())),
                local,
                blocking,
                new MediaFetcher(upstream, names, blocking, new VertxTimers(vertx)),
                new Pseudonyms(new byte[32]),
                new ThoughtMakers());
        Planner planner = new Planner(health, new EvenClock(Instant.now(), System::nanoTime), pause -> pause, lanes);
        Attempts attempts = new Attempts(new VertxTimers(vertx));
        Surroundings surroundings = new Surroundings(
                records::add,
                Clock.systemUTC(),
                System::nanoTime,
                new Billing(budgets, Providers.shipped(), Clock.systemUTC()));
        admission = new Admission(snapshots, surroundings);
        gateway = new Gateway(snapshots, admission, planner, attempts);
        Embeddings.Wires wire = new Embeddings.Wires(
                new OpenAiVectors(inbound, new EmbeddingsPassThrough(passThrough), new EmbeddingsReader(outbound)),
                new GeminiVectors(new GeminiInbound(), new GeminiEmbeddingReader()));
        embeddings = new Embeddings(admission, planner, lanes, attempts, wire, local, blocking);
        Relay relay =
                new Relay(admission, planner, lanes, attempts, new Relay.Wire(inbound, new RelayReader(outbound)));
        Router router = router(relay);
        responses(router);
        router.at("POST", "/v1/responses/compact", compaction(planner, lanes, attempts));
        GatewayServer server = new GatewayServer(
                vertx,
                () -> snapshots.get().config(),
                router,
                _ -> inbound,
                new RequestId(new Random(1)),
                BodyRoom.ofThisProcess());
        port = await(new Listener(vertx, server).listen(config, 1));
    }

    private Endpoint compaction(Planner planner, Lanes lanes, Attempts attempts) {
        RelayReader reader = new RelayReader(new ResponsesOutbound());
        return new Compaction(admission, planner, lanes, attempts, new ResponsesInbound(() -> "r"), reader);
    }

    private Router router(Relay relay) {
        ChatInbound inbound = new ChatInbound();
        Models models = new Models(snapshots, _ -> inbound);
        return new Router()
                .at("GET", "/v1/models", models)
                .below("GET", "/v1/models/", models)
                .at("POST", "/v1/chat/completions", gateway.chat(inbound))
                .at("POST", "/v1/images/generations", relay.json(Relay.Route.of("images", "/images/generations")))
                .at("POST", "/v1/audio/speech", relay.json(Relay.Route.of("speech", "/audio/speech")))
                .at(
                        "POST",
                        "/v1/moderations",
                        relay.json(new Relay.Route("moderations", "/moderations", Optional.of("moderator"))))
                .uploadAt(
                        "POST",
                        "/v1/audio/transcriptions",
                        relay.form(Relay.Route.of("transcriptions", "/audio/transcriptions")))
                .below("POST", "/v1beta/models/", gemini())
                .at("POST", "/v1/messages", gateway.chat(new AnthropicInbound()))
                .at("POST", "/v1/completions", new Completions(admission, gateway, new CompletionsInbound()))
                .at("POST", "/v1/embeddings", embeddings);
    }

    private Endpoint gemini() {
        Endpoint generate = gateway.chat(new GeminiInbound());
        Endpoint embed = embeddings.gemini();
        return (request, reply) -> (request.path().contains("mbedContent") ? embed : generate).handle(request, reply);
    }

    private void responses(Router router) {
        ResponsesInbound responses =
                new ResponsesInbound(() -> UUID.randomUUID().toString());
        ResponseStore store = new ResponseStore(
                () -> new ResponseStore.Bounds(1 << 20, 100, Duration.ofMinutes(1)), Clock.systemUTC());
        Endpoint shelf =
                new ResponsesShelf(store, responses, request -> Admission.authenticate(snapshots.get(), request));
        Endpoint calls = gateway.chat(responses, new ResponsesMemory(store));
        router.at("POST", "/v1/responses", calls)
                .socket(
                        "/v1/responses",
                        new ResponsesSocket(
                                calls,
                                store,
                                request -> Admission.authenticate(snapshots.get(), request),
                                () -> UUID.randomUUID().toString(),
                                Clock.systemUTC()))
                .below("GET", "/v1/responses/", shelf)
                .below("DELETE", "/v1/responses/", shelf)
                .below("POST", "/v1/responses/", shelf);
    }

    /** Takes this configuration for the requests that follow, and forgets the records of those before. */
    void use(Configs configs) {
        settle();
        snapshots.replace(Snapshot.of(configs.config(), local.names(), PriceTable.EMPTY));
        records.clear();
        health.retain(Set.of());
    }

    /** Waits until the one event loop has done what it had to do, such as the record of an answer that has arrived. */
    void settle() {
        onEventLoop(() -> 0);
    }

    /** What the task finds on the one event loop, once that has done what it had to do. */
    <T> T onEventLoop(Supplier<T> task) {
        return await(Future.future(promise -> vertx.runOnContext(_ -> promise.complete(task.get()))));
    }

    /** The exchanges that have not ended. */
    int underWay() {
        settle();
        return admission.underWay();
    }

    int port() {
        return port;
    }

    InProcessChat chatClient() {
        return new InProcessChat(gateway, snapshots, this::eventLoop);
    }

    InProcessEmbeddings embeddingClient() {
        return new InProcessEmbeddings(embeddings, snapshots, this::eventLoop);
    }

    private Executor eventLoop() {
        Context context = vertx.getOrCreateContext();
        return task -> context.runOnContext(_ -> task.run());
    }

    /** The next request that is over. */
    RequestRecord record() throws InterruptedException {
        RequestRecord record = records.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        if (record == null) {
            throw new AssertionError("no request was recorded within " + DEADLINE);
        }
        return record;
    }

    HttpResponse<byte[]> chat(String body) {
        return post("/v1/chat/completions", body, Map.of());
    }

    HttpResponse<byte[]> post(String path, String body, Map<String, String> headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<byte[]> post(String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        return send(request.build());
    }

    HttpResponse<byte[]> get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).GET();
        headers.forEach(request::setHeader);
        return send(request.build());
    }

    HttpResponse<byte[]> delete(String path) {
        return send(request(path).DELETE().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(DEADLINE)
                .header("authorization", "Bearer " + Configs.CLIENT_KEY)
                .header("content-type", "application/json");
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** A request for a chat with one message. */
    static String question(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":" + stream
                + "}";
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the gateway did not start", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        blocking.shutdownNow();
        await(vertx.close().map(0));
    }
}
