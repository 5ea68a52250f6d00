package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.llm.protocol.WireRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An upstream's process is killed while 200 answers stream from it, a quarter of them in each protocol. */
@Timeout(120)
class KilledUpstreamTest {
    private static final int STREAMS = 200;
    private static final int BEFORE = 12;

    @TempDir
    private Path folder;

    private final CountDownLatch begun = new CountDownLatch(STREAMS);

    @Test
    void everyClientGetsOneWholeAnswer() throws Exception {
        Process victim = simulate();
        try (Simulator survivor = RunningService.simulator();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RunningService running = RunningService.with(folder, yaml(address(victim), survivor.baseUrl()))) {
            List<Future<Heard>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                Speech speech = Speech.values()[i % Speech.values().length];
                streams.add(threads.submit(() -> stream(running, speech)));
            }
            assertThat(begun.await(60, TimeUnit.SECONDS))
                    .as("all streams begin")
                    .isTrue();
            victim.destroyForcibly();

            for (Future<Heard> stream : streams) {
                Heard heard = stream.get(60, TimeUnit.SECONDS);
                assertThat(heard.end()).as("%s", heard).isEqualTo(Heard.End.FINISHED);
                assertThat(heard.text()).isEqualTo(FaultyProviders.ANSWER);
            }
            assertThat(survivor.log()).hasSizeGreaterThanOrEqualTo(STREAMS);
        } finally {
            victim.destroyForcibly();
        }
    }

    /** Reads a stream to its end; counts it as begun once some of its lines are here. */
    private Heard stream(RunningService running, Speech speech) throws Exception {
        WireRequest question = speech.question("answer-" + speech.word(), "Explain it in sixty words.");
        Client gateway = running.gateway();
        HttpResponse<java.io.InputStream> response = gateway.http()
                .send(
                        gateway.posting(question.path(), new String(question.body(), StandardCharsets.UTF_8)),
                        HttpResponse.BodyHandlers.ofInputStream());
        StringBuilder text = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            int count = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.append(line).append('\n');
                count++;
                if (count == BEFORE) {
                    begun.countDown();
                }
            }
        }
        return Heard.of(speech, response.statusCode(), text.toString().getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    private Process simulate() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "simulate",
                "--port",
                "0");
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    private static String address(Process simulator) throws Exception {
        String line =
                String.valueOf(simulator.inputReader(StandardCharsets.UTF_8).readLine());
        assertThat(line).contains("http://127.0.0.1:");
        return line.replaceFirst(".*?(http://127\\.0\\.0\\.1:\\d+/v1).*", "$1");
    }

    private static String yaml(String victim, String survivor) {
        StringBuilder yaml =
                new StringBuilder("api-keys: [" + RunningService.KEY + "]\nrouting: {strategy: fill-first}\n");
        for (Speech speech : Speech.values()) {
            yaml.append(speech.list).append(":\n");
            yaml.append(entry(speech, victim, "sim-a!words=60,gap=100ms", 1));
            yaml.append(entry(speech, survivor, "sim-b!words=60", 0));
        }
        return yaml.toString();
    }

    private static String entry(Speech speech, String address, String model, int priority) {
        String key = "key-" + priority + "-of-" + speech.word();
        String head = speech == Speech.CHAT
                ? "  - name: p" + priority + "\n    api-key-entries:\n      - api-key: " + key + "\n"
                : "  - api-key: " + key + "\n";
        return head + "    priority: " + priority + "\n    base-url: \"" + address.replaceFirst("/v1$", speech.base)
                + "\"\n    models:\n      - {name: \"" + model + "\", alias: answer-" + speech.word() + "}\n";
    }
}
