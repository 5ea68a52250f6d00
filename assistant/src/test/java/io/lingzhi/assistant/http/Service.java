package io.lingzhi.assistant.http;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.ModelTable;
import io.lingzhi.assistant.ScriptedChat;
import io.lingzhi.assistant.conversation.Bounds;
import io.lingzhi.assistant.conversation.Conversations;
import io.lingzhi.assistant.conversation.Memory;
import io.lingzhi.assistant.knowledge.Knowledge;
import io.lingzhi.assistant.knowledge.KnowledgeBases;
import io.lingzhi.assistant.knowledge.KnowledgeSettings;
import io.lingzhi.assistant.knowledge.ask.Asking;
import io.lingzhi.assistant.knowledge.document.ExtractionLimits;
import io.lingzhi.assistant.knowledge.document.Extractor;
import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Fusion;
import io.lingzhi.assistant.knowledge.lucene.LuceneIndexes;
import io.lingzhi.assistant.knowledge.text.Cutting;
import io.lingzhi.assistant.picture.PictureSource;
import io.lingzhi.assistant.picture.Pictures;
import io.lingzhi.assistant.select.Complexity;
import io.lingzhi.assistant.select.Judge;
import io.lingzhi.assistant.select.Preferences;
import io.lingzhi.assistant.select.Selector;
import io.lingzhi.assistant.select.TextVectors;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The AI service on a real loopback socket, in front of scripted models. */
final class Service implements AutoCloseable {
    static final String KEY = "client-key";
    private static final Preferences PREFERENCES = new Preferences(
            Map.of("deepseek", "lingzhi-chat"),
            Map.of("coding", "coder", "multimodal", "seer", "reasoning", "thinker", "chinese", "poet"),
            Map.of(Complexity.LOW, "small", Complexity.HIGH, "large"),
            List.of("lingzhi-chat", "lingzhi-offline"),
            List.of("seer"));

    final ScriptedChat chat = new ScriptedChat();
    final AssistantServer server;
    final Knowledge knowledge;
    final Services services;
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setBlockedThreadCheckInterval(20)
            .setMaxEventLoopExecuteTime(TimeUnit.SECONDS.toNanos(1))
            .setWarningExceptionTime(TimeUnit.SECONDS.toNanos(1)));
    private final HttpClient client = HttpClient.newHttpClient();

    Service() {
        this(Limits.DEFAULT);
    }

    Service(Limits limits) {
        this(limits, key -> key.filter(KEY::equals).map(known -> "k1"), Service::echo);
    }

    Service(Limits limits, KeyCheck keys, EmbeddingClient embeddings) {
        ModelTable table = new ModelTable(PREFERENCES, "lingzhi-embed");
        AiService service =
                new AiService(chat, embeddings, () -> table, new Selector(new Judge(List.of(), TextVectors.NONE)));
        KnowledgeSettings knowledgeSettings =
                new KnowledgeSettings(Analysis.MIXED, Cutting.DEFAULT, Fusion.DEFAULT, "lingzhi-embed");
        knowledge = new Knowledge(
                bases(knowledgeSettings), new Extractor(ExtractionLimits.DEFAULT, System::nanoTime), embeddings, 1);
        Asking asking = Asking.of(knowledge, service, embeddings, "lingzhi-embed", "lingzhi-offline");
        Settings settings = new Settings("127.0.0.1", 0, limits, new Cors(List.of("https://page.example")));
        Conversations conversations =
                new Conversations(folder(), Bounds.DEFAULT, InstantSource.system(), () -> "conv-1");
        Memory memory = new Memory(conversations, service, "lingzhi-offline");
        services = new Services(service, memory, new Pictures(Service::picture), knowledge, asking);
        server = await(AssistantServer.start(vertx, settings, services, keys, () -> "made-id"));
    }

    private static KnowledgeBases bases(KnowledgeSettings settings) {
        try {
            return new KnowledgeBases(folder(), new LuceneIndexes(), () -> settings, InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("knowledge-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One address leads to a picture. */
    private static PictureSource.Fetched picture(String url) {
        return url.equals("https://example.com/image.jpg")
                ? new PictureSource.Fetched.Picture("image/jpeg", "/9j/")
                : new PictureSource.Fetched.Refused(Failure.InvalidRequest.of("not to be reached: " + url, "messages"));
    }

    /** Each text becomes its length. */
    private static EmbeddingClient.Vectors echo(ModelId model, List<String> texts, Caller caller) {
        List<float[]> vectors = new ArrayList<>();
        texts.forEach(text -> vectors.add(new float[] {text.length(), 0.5f}));
        return new EmbeddingClient.Vectors.Complete(model.value(), vectors, new Usage(7, 0, 0, 0, 0));
    }

    List<Route> routes() {
        return services.routes(Limits.DEFAULT);
    }

    HttpRequest.Builder to(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + pathAndQuery))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + KEY);
    }

    HttpRequest.Builder post(String pathAndQuery, String json) {
        return to(pathAndQuery)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> chat(String json) throws IOException, InterruptedException {
        return send(post("/v1/ai/chat", json));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path).GET());
    }

    /** Sends these bytes as they are. */
    Socket raw(String bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    static String chatBytes(String json) {
        return "POST /v1/ai/chat HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + KEY
                + "\r\ncontent-type: application/json\r\ncontent-length: "
                + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + json;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    static JsonValue.Obj json(HttpResponse<String> response) throws JsonSyntaxException {
        return json(response.body());
    }

    static JsonValue.Obj json(String text) throws JsonSyntaxException {
        return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }

    @Override
    public void close() {
        client.close();
        knowledge.close();
        await(vertx.close());
    }
}
