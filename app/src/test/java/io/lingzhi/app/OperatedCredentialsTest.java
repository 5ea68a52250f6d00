package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that the operator disables, drains and enables while the service runs, by the command line. */
@Timeout(120)
class OperatedCredentialsTest {
    @TempDir
    private Path folder;

    private Ran run(RunningService service, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("credentials", "--url", service.service.urls().getFirst()));
        all.addAll(List.of(arguments));
        Map<String, String> environment = Map.of("LINGZHI_MANAGEMENT_KEY", RunningService.MANAGEMENT_KEY);
        return Ran.of(folder, environment, "", all.toArray(String[]::new));
    }

    private static String id(Ran list) {
        return list.out().lines().findFirst().orElseThrow().split(" ")[0];
    }

    private static int ask(RunningService service) throws Exception {
        return service.gateway()
                .post("/v1/chat/completions", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .statusCode();
    }

    private Path configuration(Simulator upstream) throws Exception {
        String yaml = RunningService.yaml(upstream, Map.of("m", "sim-ok")) + "save-cooldown-status: true\n"
                + "assistant: {enabled: false}\n";
        return Files.writeString(folder.resolve("config.yaml"), yaml);
    }

    @Test
    void takesACredentialOutAndPutsItBackAlsoOverARestart() throws Exception {
        try (Simulator upstream = RunningService.simulator()) {
            Path file = configuration(upstream);
            String id;
            try (RunningService service = RunningService.at(file, Wiring.eventLoops())) {
                assertThat(ask(service)).isEqualTo(200);
                Ran list = run(service);
                assertThat(list.err()).isEmpty();
                assertThat(list.out())
                        .contains("simulated", "ready", "0 under way")
                        .doesNotContain("upstream-key");
                id = id(list);
                assertThat(run(service, "disable", id).out()).contains("disabled");
                assertThat(ask(service)).isEqualTo(503);
            }
            try (RunningService service = RunningService.at(file, Wiring.eventLoops())) {
                assertThat(run(service).out()).contains("disabled");
                assertThat(ask(service)).isEqualTo(503);
                assertThat(run(service, "enable", id).out()).contains("ready");
                assertThat(ask(service)).isEqualTo(200);
                assertThat(run(service, "drain", id).out()).contains("drained");
                assertThat(run(service, "enable", id).exit()).isZero();
                assertThat(run(service, "reset", id).out()).contains("ready");
            }
        }
    }

    @Test
    void tellsWhatIsWrong() throws Exception {
        try (Simulator upstream = RunningService.simulator();
                RunningService service = RunningService.at(configuration(upstream), Wiring.eventLoops())) {
            Ran unknown = run(service, "disable", "nobody");
            assertThat(unknown.exit()).isEqualTo(1);
            assertThat(unknown.err()).contains("no such credential");
            assertThat(run(service, "disable").err()).contains("name the credential");
            assertThat(run(service, "--key", "wrong").err()).contains("invalid management key");
        }
    }
}
