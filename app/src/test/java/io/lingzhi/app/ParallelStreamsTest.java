package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.bench.simulator.Simulator;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ParallelStreamsTest {
    private static final int STREAMS = 200;
    private static final int CHUNKS = 30;
    private static final String PACED = "sim-ok!chunks=" + CHUNKS + ",gap=200ms";

    @TempDir
    private Path folder;

    private final CountDownLatch begun = new CountDownLatch(STREAMS);

    @Test
    void outliveAReloadAndADrainWithoutACut() throws Exception {
        try (Simulator upstream = RunningService.simulator();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RunningService running =
                        RunningService.with(folder, RunningService.yaml(upstream, Map.of("paced", PACED)));
                Reloads reloads = Reloads.of(running)) {
            String asked = Client.chatBody("paced", "hi", ",\"stream\":true");
            List<Future<Streamed>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(threads.submit(() -> stream(running.gateway(), asked)));
            }
            assertThat(begun.await(30, TimeUnit.SECONDS))
                    .as("all streams begin")
                    .isTrue();

            Files.writeString(running.file, RunningService.yaml(upstream, Map.of("other", "sim-ok")));
            assertThat(reloads.next()).isEqualTo("changed");
            assertThat(running.gateway().chat("paced", "hi").statusCode()).isEqualTo(404);
            assertThat(streams).noneMatch(Future::isDone);

            Future<Long> drained = threads.submit(() -> {
                running.service.drain(Duration.ofSeconds(30));
                return System.nanoTime();
            });
            Eventually.get(() -> refusesConnections(running), refused -> refused);
            assertThatThrownBy(() -> connect(running)).isInstanceOf(ConnectException.class);
            assertThat(streams)
                    .as("still running when new connections are refused")
                    .noneMatch(Future::isDone);

            long lastEnd = allWhole(streams);
            Duration afterwards = Duration.ofNanos(drained.get(30, TimeUnit.SECONDS) - lastEnd);
            assertThat(afterwards)
                    .as("from the last stream's end to the drain's")
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    private record Streamed(List<String> data, long endedNanos) {}

    private Streamed stream(Client client, String body) throws Exception {
        HttpResponse<InputStream> response = client.http()
                .send(client.posting("/v1/chat/completions", body), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String first = lines.readLine();
            begun.countDown();
            List<String> data = new ArrayList<>(List.of(String.valueOf(first)));
            lines.lines().filter(line -> !line.isEmpty()).forEach(data::add);
            return new Streamed(data, System.nanoTime());
        }
    }

    /** All are complete and alike; the moment when the last one ended. */
    private static long allWhole(List<Future<Streamed>> streams) throws Exception {
        long lastEnd = Long.MIN_VALUE;
        List<String> like = streams.getFirst().get(30, TimeUnit.SECONDS).data();
        // The role, the text, the finish reason, the end.
        assertThat(like).hasSize(1 + CHUNKS + 1 + 1).last().isEqualTo("data: [DONE]");
        for (Future<Streamed> stream : streams) {
            Streamed streamed = stream.get(30, TimeUnit.SECONDS);
            assertThat(streamed.data()).isEqualTo(like);
            lastEnd = Math.max(lastEnd, streamed.endedNanos());
        }
        return lastEnd;
    }

    private static boolean refusesConnections(RunningService running) throws Exception {
        try {
            connect(running);
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static void connect(RunningService running) throws Exception {
        int port = URI.create(running.gateway().baseUrl()).getPort();
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
