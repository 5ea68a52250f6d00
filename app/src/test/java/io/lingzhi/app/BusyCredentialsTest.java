package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Simulator;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many clients on all event loops, and one credential that takes few of them at a time. */
@Timeout(120)
class BusyCredentialsTest {
    private static final int CLIENTS = 60;

    @TempDir
    private Path folder;

    private List<HttpResponse<String>> all(Simulator upstream, String concurrency) throws Exception {
        String yaml = RunningService.yaml(upstream, Map.of("m", "sim-ok!chunks=4,gap=5ms"))
                + "assistant: {enabled: false}\nrequest-retry: 0\n" + concurrency;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RunningService running = RunningService.with(folder, yaml)) {
            List<Future<HttpResponse<String>>> asked = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                asked.add(threads.submit(() -> running.gateway().stream("m", "hi")));
            }
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> each : asked) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    @Test
    void allAreServedInTheirTurn() throws Exception {
        try (Simulator upstream = RunningService.simulator()) {
            assertThat(all(upstream, "concurrency: {per-credential: 2, queue: 100, wait: 60s}\n"))
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(200);
                        assertThat(answer.body()).contains("[DONE]");
                    });
        }
    }

    @Test
    void thoseForWhomThereIsNoRoomAreToldWhenToComeBack() throws Exception {
        try (Simulator upstream = RunningService.simulator()) {
            List<HttpResponse<String>> answers = all(upstream, "concurrency: {per-provider: 1, queue: 1, wait: 60s}\n");
            assertThat(answers)
                    .anySatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() != 200)
                    .isNotEmpty()
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(503);
                        assertThat(answer.headers().firstValue("retry-after")).contains("1");
                        assertThat(answer.body()).contains("as many requests under way as it may");
                    });
        }
    }
}
