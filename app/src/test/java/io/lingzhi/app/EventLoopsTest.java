package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Simulator;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a client can ask for blocks an event loop. */
@Timeout(60)
class EventLoopsTest {
    /** Long enough for a busy machine to give a thread its turn, and far below what blocking work takes under load. */
    private static final Duration BLOCKED = Duration.ofMillis(500);

    private static final int ROUNDS = 4;

    @TempDir
    private Path folder;

    private final BlockedThreadWarnings warnings = new BlockedThreadWarnings();

    @BeforeEach
    void listen() {
        warnings.listen();
    }

    @AfterEach
    void stopListening() {
        warnings.close();
    }

    private static VertxOptions watched() {
        return Wiring.eventLoops()
                .setBlockedThreadCheckInterval(50)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(BLOCKED.toMillis());
    }

    @Test
    void warningIsHeardWhenAnEventLoopIsBlocked() throws Exception {
        Vertx vertx = Vertx.vertx(watched());
        try {
            vertx.runOnContext(
                    ignored -> LockSupport.parkNanos(BLOCKED.multipliedBy(2).toNanos()));

            assertThat(Eventually.get(warnings::texts, texts -> !texts.isEmpty()))
                    .isNotEmpty();
        } finally {
            Waiting.on(vertx.close(), Duration.ofSeconds(10));
        }
    }

    @Test
    void mixedLoadBlocksNoEventLoop() throws Exception {
        Map<String, String> models =
                Map.of("plain", "sim-ok", "large", "sim-ok!chunks=256,size=1024", "paced", "sim-ok!chunks=5,gap=20ms");
        Path file = Files.writeString(folder.resolve("config.yaml"), "");
        try (Simulator upstream = RunningService.simulator();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Files.writeString(file, RunningService.yaml(upstream, models));
            try (RunningService running = RunningService.at(file, watched())) {
                List<Future<HttpResponse<String>>> answers = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    load(running).forEach(call -> answers.add(threads.submit(call)));
                }
                for (Future<HttpResponse<String>> answer : answers) {
                    assertThat(answer.get(50, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
                }
            }
        }
        assertThat(warnings.texts()).isEmpty();
    }

    private static List<Callable<HttpResponse<String>>> load(RunningService running) {
        Client gateway = running.gateway();
        Client assistant = running.assistant();
        String passage = "灵知网关监听 8317 端口。月亮离我们很远。".repeat(8000);
        return List.of(
                () -> gateway.chat("plain", "hi"),
                () -> gateway.chat("plain", "é".repeat(1 << 20)),
                () -> gateway.stream("large", "灵知"),
                () -> gateway.stream("paced", "hi"),
                () -> gateway.chat("lingzhi-offline", passage + "网关监听哪个端口？"),
                () -> gateway.stream("lingzhi-offline", passage),
                () -> gateway.post(
                        "/v1/embeddings", "{\"model\":\"lingzhi-embed\",\"input\":[" + "\"灵知\",".repeat(9) + "\"x\"]}"),
                () -> gateway.post("/v1/embeddings", "{\"model\":\"plain\",\"input\":\"hi\"}"),
                () -> gateway.get("/v1/models"),
                () -> gateway.withKey(RunningService.MANAGEMENT_KEY).get("/v0/management/usage"),
                () -> assistant.ai("{\"prompt\":\"hi\",\"model\":\"plain\"}"),
                () -> assistant.ai("{\"prompt\":\"hi\",\"model\":\"paced\",\"stream\":true}"),
                () -> assistant.get("/docs"));
    }
}
