package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed in the middle of an ingest, as by {@code kill -9}, and started again. */
@Timeout(180)
class KnowledgeCrashTest {
    private static final int DOCUMENTS = 200;
    private static final int PASSAGES = 2;
    private static final String BASE = "/v1/ai/knowledge/crash";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        http.shutdownNow();
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void everyDocumentIsCompleteOrResumedAndNoneIsLost() throws Exception {
        try (Simulator upstream = RunningService.simulator()) {
            String yaml = RunningService.yaml(upstream, Map.of("vectors", "sim-ok"));
            String knowledge = "assistant:\n  port: 0\n  knowledge:\n    embedding: vectors\n";
            Files.writeString(folder.resolve("config.yaml"), "port: 0\n" + knowledge + yaml);
            killAndResume();
        }
    }

    private void killAndResume() throws Exception {
        Process first = start();
        Client service = assistantOf(first);
        assertThat(service.post(BASE + "/documents", documents()).statusCode()).isEqualTo(202);
        assertThat(readyAtLeast(service, DOCUMENTS / 10)).isTrue();
        first.destroyForcibly().waitFor();

        Client again = assistantOf(start());
        JsonValue.Obj early = Client.json(again.get(BASE));
        assertThat(early.integer("documents")).hasValue((long) DOCUMENTS);
        assertThat(early.integer("ready").orElse(0L)).isBetween(1L, (long) DOCUMENTS);
        assertWhole(again);
        assertThat(again.get(BASE + "/events?until=idle").body()).contains("event: done");

        JsonValue.Obj end = Client.json(again.get(BASE));
        assertThat(end.integer("ready")).hasValue((long) DOCUMENTS);
        assertThat(end.integer("passages")).hasValue((long) DOCUMENTS * PASSAGES);
        assertThat(assertWhole(again)).hasSize(DOCUMENTS);
    }

    /** Each document that a search finds has all its passages. Returns the names of those that were found. */
    private static Set<String> assertWhole(Client service) throws Exception {
        Set<String> found = new HashSet<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String body = "{\"query\":\"code" + i + "\",\"mode\":\"words\",\"limit\":50}";
            int own = 0;
            for (JsonValue hit :
                    Client.json(service.post(BASE + "/search", body)).list("hits")) {
                own += ((JsonValue.Obj) hit).string("document", "").equals("doc" + i + ".md") ? 1 : 0;
            }
            assertThat(own).as("passages of document %d", i).isIn(0, PASSAGES);
            if (own > 0) {
                found.add("doc" + i);
            }
        }
        return found;
    }

    private static String documents() {
        List<JsonValue> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = "# 一\n\n第一部分 code" + i + " 的内容。\n\n# 二\n\n第二部分 code" + i + " 的内容。";
            documents.add(Json.object()
                    .put("name", "doc" + i + ".md")
                    .put("text", text)
                    .build());
        }
        return Json.text(
                Json.object().put("documents", new JsonValue.Arr(documents)).build());
    }

    /** Reads the events until so many documents are ready. */
    private boolean readyAtLeast(Client service, int wanted) throws Exception {
        HttpResponse<InputStream> events =
                http.send(service.to(BASE + "/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        Pattern ready = Pattern.compile("\"ready\":(\\d+)");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher told = ready.matcher(line);
                if (told.find() && Integer.parseInt(told.group(1)) >= wanted) {
                    return true;
                }
            }
        }
        return false;
    }

    private Process start() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseG1GC",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--config",
                        folder.resolve("config.yaml").toString(),
                        "--data",
                        folder.resolve("data").toString()))
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private Client assistantOf(Process process) throws Exception {
        String line = String.valueOf(process.inputReader(StandardCharsets.UTF_8).readLine());
        assertThat(line).contains("http://");
        return new Client(http, line.replaceFirst("^.*  ", ""), List.of()).withKey(RunningService.KEY);
    }
}
