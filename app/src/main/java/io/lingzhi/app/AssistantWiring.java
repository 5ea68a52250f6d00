package io.lingzhi.app;

import io.lingzhi.assistant.AiService;
import io.lingzhi.assistant.ModelTable;
import io.lingzhi.assistant.conversation.Bounds;
import io.lingzhi.assistant.conversation.Conversations;
import io.lingzhi.assistant.conversation.Memory;
import io.lingzhi.assistant.http.AssistantServer;
import io.lingzhi.assistant.http.Cors;
import io.lingzhi.assistant.http.Limits;
import io.lingzhi.assistant.http.Services;
import io.lingzhi.assistant.http.Settings;
import io.lingzhi.assistant.knowledge.Knowledge;
import io.lingzhi.assistant.knowledge.ask.Asking;
import io.lingzhi.assistant.picture.Pictures;
import io.lingzhi.assistant.select.Complexity;
import io.lingzhi.assistant.select.Example;
import io.lingzhi.assistant.select.Judge;
import io.lingzhi.assistant.select.Preferences;
import io.lingzhi.assistant.select.Selector;
import io.lingzhi.gateway.config.AssistantConduct;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.local.LocalProvider;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.EmbeddingClient;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Creates the AI service over its ports to a gateway, and starts its server. */
final class AssistantWiring {
    private static final Duration START_DEADLINE = Duration.ofSeconds(30);

    private final Wiring wiring;
    private final Path data;

    /** @param data the data folder, in which bases and conversations have folders */
    AssistantWiring(Wiring wiring, Path data) {
        this.wiring = wiring;
        this.data = data;
    }

    /** A gateway, here or elsewhere. */
    record Ports(ChatClient chat, EmbeddingClient embeddings) {}

    /** The running AI service. */
    record Running(AssistantServer server, Knowledge knowledge) implements AutoCloseable {
        @Override
        public void close() {
            knowledge.close();
        }
    }

    /**
     * Starts it.
     *
     * @param ids names requests
     * @throws StartException when its address or a file cannot be used
     */
    Running start(Ports gateway, Supplier<String> ids) throws StartException {
        Config.Assistant atStart = config().assistant();
        AiService models = new AiService(
                gateway.chat(),
                gateway.embeddings(),
                () -> modelTable(config().assistant()),
                new Selector(
                        new Judge(examples(atStart.conduct().choosing()), new LocalVectors(wiring.localProvider))));
        Knowledge documents = KnowledgeWiring.knowledge(
                () -> config().assistant().knowledge(), data, gateway.embeddings(), wiring.clock);
        Asking asking = Asking.of(
                documents, models, gateway.embeddings(), atStart.knowledge().embedding(), LocalProvider.OFFLINE);
        Pictures pictures = new Pictures(new GuardedPictures(wiring.fetcher, this::config, wiring::eventLoop));
        Future<AssistantServer> started = AssistantServer.start(
                wiring.vertx,
                new Settings(
                        atStart.host(),
                        atStart.port(),
                        limits(),
                        new Cors(atStart.conduct().origins())),
                new Services(models, memory(atStart.conduct().conversing(), models), pictures, documents, asking),
                presented -> wiring.snapshots
                        .get()
                        .keys()
                        .identify(presented.stream().toList()),
                ids);
        Optional<Throwable> failure = Waiting.on(started, START_DEADLINE);
        if (failure.isPresent()) {
            documents.close();
            throw new StartException(String.valueOf(failure.get().getMessage()), failure.get());
        }
        wiring.blocking.execute(documents::recover);
        return new Running(started.result(), documents);
    }

    private Config config() {
        return wiring.snapshots.get().config();
    }

    private Memory memory(AssistantConduct.Conversing conversing, AiService models) {
        Bounds bounds = new Bounds(conversing.kept(), conversing.toldChars(), conversing.fresh());
        Conversations conversations =
                new Conversations(data.resolve("conversations"), bounds, wiring.clock, () -> "c-" + UUID.randomUUID());
        return new Memory(conversations, models, LocalProvider.OFFLINE);
    }

    /** The operator's table of examples, or the shipped one. */
    private static List<Example> examples(AssistantConduct.Choosing choosing) throws StartException {
        String named = choosing.examples().orElse("the shipped examples");
        try {
            return Example.table(
                    choosing.examples().isPresent() ? Files.readString(Path.of(named)) : shippedExamples());
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException("assistant.examples: " + named + " cannot be used (" + e.getMessage() + ")", e);
        }
    }

    private static String shippedExamples() throws IOException {
        try (InputStream in = Example.class.getResourceAsStream("examples.tsv")) {
            if (in == null) {
                throw new IOException("it is missing in the jar: build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The AI service's limits: its usual ones, with the gateway's for bodies, heads and the time of an answer. */
    private Limits limits() {
        Config config = config();
        return new Limits(
                (int) Math.min(Integer.MAX_VALUE, config.limits().bodyBytes()),
                config.limits().headerBytes(),
                Limits.DEFAULT.concurrentRequests(),
                Limits.DEFAULT.texts(),
                Limits.DEFAULT.readDeadline(),
                config.deadlines().request(),
                Limits.DEFAULT.writeDeadline());
    }

    /** What the configuration says of models. */
    static ModelTable modelTable(Config.Assistant settings) {
        AssistantConduct.Choosing choosing = settings.conduct().choosing();
        Map<Complexity, String> levels = new EnumMap<>(Complexity.class);
        levels.put(Complexity.LOW, choosing.low());
        levels.put(Complexity.MEDIUM, choosing.medium());
        levels.put(Complexity.HIGH, choosing.high());
        levels.values().removeIf(String::isBlank);
        Map<String, String> tasks = new LinkedHashMap<>(choosing.tasks());
        tasks.values().removeIf(String::isBlank);
        Preferences preferences =
                new Preferences(settings.models(), tasks, levels, settings.order(), choosing.seeing());
        return new ModelTable(preferences, LocalProvider.EMBED);
    }
}
