package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.store.SqliteUsageReader;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.gateway.usage.UsageRange;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lingzhi serve} as a process of its own, with an empty home folder. */
@Timeout(60)
class ServeProcessTest {
    private static final String FREE_PORTS = "port: 0\nassistant:\n  port: 0\n";
    private static final int CHUNKS = 15;

    @TempDir
    private Path home;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();
    private Path errors = Path.of("");

    @BeforeEach
    void nameErrors() {
        errors = folder.resolve("errors.txt");
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        processes.forEach(Process::destroyForcibly);
    }

    private Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    @Test
    void endsARunningStreamAfterSigtermAndExitsInOrder() throws Exception {
        try (Simulator upstream = RunningService.simulator()) {
            String yaml = RunningService.yaml(upstream, Map.of("paced", "sim-ok!chunks=" + CHUNKS + ",gap=100ms"));
            Files.writeString(folder.resolve("my.yaml"), FREE_PORTS + yaml);
            Process process = start("-config", "my.yaml");
            Client gateway = gatewayOf(process);

            List<String> data = streamedWhileStopping(gateway, process);

            assertThat(data).hasSize(1 + CHUNKS + 1 + 1).last().isEqualTo("data: [DONE]");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(Files.readString(errors))
                    .contains("stopping; running requests have 30 s to end")
                    .doesNotContain("Exception", "\tat ");
            assertThat(recorded())
                    .singleElement()
                    .satisfies(request -> assertThat(request.requestId()).isEqualTo("before-the-stop"))
                    .satisfies(request -> assertThat(request.status()).isEqualTo(200));
        }
    }

    /** The time to drain counts from the signal, not from the start. */
    @Test
    void drainsAProcessThatIsOlderThanItsTimeToDrain() throws Exception {
        try (Simulator upstream = RunningService.simulator()) {
            String yaml = RunningService.yaml(upstream, Map.of("paced", "sim-ok!chunks=" + CHUNKS + ",gap=100ms"));
            Files.writeString(folder.resolve("my.yaml"), FREE_PORTS + "drain-seconds: 4\n" + yaml);
            Process process = start("-config", "my.yaml");
            Client gateway = gatewayOf(process);
            Instant old = process.info().startInstant().orElseThrow().plusSeconds(5);
            assertThat(Eventually.get(() -> Instant.now().isAfter(old), Boolean::booleanValue))
                    .isTrue();

            List<String> data = streamedWhileStopping(gateway, process);

            assertThat(data).hasSize(1 + CHUNKS + 1 + 1).last().isEqualTo("data: [DONE]");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(recorded())
                    .singleElement()
                    .satisfies(request -> assertThat(request.status()).isEqualTo(200));
        }
    }

    /** The ledger in its usual place, below the home folder. */
    private List<RequestRecord> recorded() {
        return new SqliteUsageReader(home.resolve(".lingzhi").resolve("data")).newest(UsageRange.ALL, 10);
    }

    private Client gatewayOf(Process process) throws Exception {
        String line = String.valueOf(process.inputReader(StandardCharsets.UTF_8).readLine());
        assertThat(line)
                .as("readiness; the error stream says: %s", Files.readString(errors))
                .matches("lingzhi is ready: http://127\\.0\\.0\\.1:\\d+  http://127\\.0\\.0\\.1:\\d+");
        String url = line.replaceFirst("^lingzhi is ready: ", "").replaceFirst("  .*", "");
        return new Client(
                http, url, List.of("authorization", "Bearer " + RunningService.KEY, "x-request-id", "before-the-stop"));
    }

    /** Sends SIGTERM once the first frame is here, and reads on. */
    private List<String> streamedWhileStopping(Client gateway, Process process) throws Exception {
        String body = Client.chatBody("paced", "hi", ",\"stream\":true");
        HttpResponse<InputStream> response =
                http.send(gateway.posting("/v1/chat/completions", body), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            List<String> data = new ArrayList<>(List.of(String.valueOf(lines.readLine())));
            process.destroy();
            lines.lines().filter(line -> !line.isEmpty()).forEach(data::add);
            return data;
        }
    }

    @Test
    void speaksChineseAndTellsEveryMistakeBeforeItGivesUp() throws Exception {
        Files.writeString(folder.resolve("config.yaml"), "port: seventy\nrequest-retry: -1\n");
        Process process = start("--lang", "zh", "serve");

        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isNull();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(errors))
                .contains("config.yaml:1:7", "config.yaml:2:16", "配置有 2 处错误，未启动")
                .doesNotContain("Exception");
    }
}
