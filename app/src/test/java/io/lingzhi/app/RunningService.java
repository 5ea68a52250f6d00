package io.lingzhi.app;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ConfigLoader;
import io.lingzhi.gateway.config.Loaded;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Both servers in this process on free ports, with a configuration file in a folder of the test. */
final class RunningService implements AutoCloseable {
    static final String KEY = "client-key-1";
    static final String MANAGEMENT_KEY = "operator-key";

    final Service service;
    final ConfigLoader loader;
    final Loaded.Ok loaded;
    final Path file;
    final Path data;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningService(Path folder, Path file, ConfigLoader loader, Loaded.Ok loaded, VertxOptions eventLoops)
            throws StartException {
        this.file = file;
        this.loader = loader;
        this.loaded = loaded;
        this.data = folder.resolve("data");
        this.service = Service.start(onFreePorts(loaded.config()), data, eventLoops);
    }

    /** What starts where no file is found. */
    static RunningService builtIn(Path folder) throws StartException {
        ConfigLoader loader = loader(folder, Map.of());
        return new RunningService(
                folder, folder.resolve("none"), loader, ok(loader.loadDefault()), Wiring.eventLoops());
    }

    /** What starts with this text as its file. */
    static RunningService with(Path folder, String yaml) throws IOException, StartException {
        return at(Files.writeString(folder.resolve("config.yaml"), yaml), Wiring.eventLoops());
    }

    /** What starts with this file. */
    static RunningService at(Path file, VertxOptions eventLoops) throws StartException {
        Path folder = file.resolveSibling(".");
        ConfigLoader loader = loader(folder, Map.of());
        return new RunningService(folder, file, loader, ok(loader.load(file)), eventLoops);
    }

    /** A provider for these aliases, each with the model that the upstream is asked for. */
    static String yaml(Simulator upstream, Map<String, String> models) {
        StringBuilder yaml = new StringBuilder("""
            api-keys: [%s]
            remote-management:
              secret-key: %s
            openai-compatibility:
              - name: simulated
                base-url: %s
                api-key-entries:
                  - api-key: upstream-key
                models:
            """.formatted(KEY, MANAGEMENT_KEY, upstream.baseUrl()));
        models.forEach(
                (alias, model) -> yaml.append("      - name: \"%s\"\n        alias: %s\n".formatted(model, alias)));
        return yaml.toString();
    }

    static Simulator simulator() throws IOException {
        return Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));
    }

    private static ConfigLoader loader(Path folder, Map<String, String> environment) {
        return new ConfigLoader(environment, folder, Locale.ENGLISH);
    }

    private static Loaded.Ok ok(Loaded loaded) {
        return switch (loaded) {
            case Loaded.Ok good -> good;
            case Loaded.Refused(var problems) -> throw new AssertionError("the configuration is refused: " + problems);
        };
    }

    private static Config onFreePorts(Config config) {
        Config.Server server = config.server();
        Config.Assistant assistant = config.assistant();
        return new Config(
                new Config.Server(server.host(), 0, server.tls(), server.drain()),
                config.limits(),
                config.deadlines(),
                config.access(),
                config.management(),
                config.providers(),
                config.routing(),
                config.chains(),
                config.streaming(),
                config.storedResponses(),
                config.translation(),
                config.ampcode(),
                config.mediaFetching(),
                config.care(),
                config.money(),
                new Config.Assistant(
                        assistant.enabled(),
                        assistant.host(),
                        0,
                        assistant.gatewayUrl(),
                        assistant.gatewayKey(),
                        assistant.models(),
                        assistant.order(),
                        assistant.knowledge(),
                        assistant.conduct()),
                config.usageStatistics(),
                config.debug());
    }

    Client gateway() {
        return new Client(http, service.urls().get(0), List.of()).withKey(KEY);
    }

    Client assistant() {
        return new Client(http, service.urls().get(1), List.of()).withKey(KEY);
    }

    /** Asks the upstream itself. */
    Client direct(Simulator upstream) {
        return new Client(http, upstream.baseUrl().replaceFirst("/v1$", ""), List.of());
    }

    @Override
    public void close() {
        http.shutdownNow();
        service.drain(Duration.ofSeconds(1));
        service.close();
    }
}
