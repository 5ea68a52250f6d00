package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The running service follows its file, by the same watcher and listener as {@code lingzhi serve}. */
@Timeout(60)
class HotReloadTest {
    private static final String FIVE_MISTAKES = """
        port: seventy
        request-retry: -1
        usage-statistics-enabled: maybe
        routing:
          strategy: fastest
        limits:
          body: lots
        """;

    @TempDir
    private Path folder;

    private Simulator upstream;

    @BeforeEach
    void startUpstream() throws Exception {
        upstream = RunningService.simulator();
    }

    @AfterEach
    void stopUpstream() {
        upstream.close();
    }

    private String yaml(String alias) {
        return RunningService.yaml(upstream, Map.of(alias, "sim-ok"));
    }

    private void replace(Path file, String text) throws Exception {
        Path next = Files.writeString(folder.resolve("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void servesANewAliasAndNoLongerTheOldOne() throws Exception {
        try (RunningService running = RunningService.with(folder, yaml("before"));
                Reloads reloads = Reloads.of(running)) {
            assertThat(running.gateway().chat("before", "hi").statusCode()).isEqualTo(200);
            assertThat(running.gateway().chat("after", "hi").statusCode()).isEqualTo(404);

            Files.writeString(running.file, yaml("after"));

            assertThat(reloads.next()).isEqualTo("changed");
            assertThat(running.gateway().chat("after", "hi").statusCode()).isEqualTo(200);
            assertThat(running.gateway().chat("before", "hi").statusCode()).isEqualTo(404);
            assertThat(running.gateway().get("/v1/models").body())
                    .contains("after")
                    .doesNotContain("before");
        }
    }

    @Test
    void goesOnWithTheOldConfigurationWhenTheNewOneIsBad() throws Exception {
        try (RunningService running = RunningService.with(folder, yaml("before"));
                Reloads reloads = Reloads.of(running)) {
            replace(running.file, FIVE_MISTAKES);

            assertThat(reloads.next()).isEqualTo("refused: 5");
            assertThat(running.gateway().chat("before", "hi").statusCode()).isEqualTo(200);

            replace(running.file, yaml("after"));

            assertThat(reloads.next()).isEqualTo("changed");
            assertThat(running.gateway().chat("after", "hi").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void keepsAskingForKeysWhenAReloadWouldOpenTheDoorToOtherMachines() throws Exception {
        try (RunningService running = RunningService.with(folder, "host: \"0.0.0.0\"\n" + yaml("plain"));
                Reloads reloads = Reloads.of(running)) {
            replace(running.file, "host: 127.0.0.1\n");

            assertThat(reloads.next()).isEqualTo("changed");
            assertThat(running.gateway().with().get("/v1/models").statusCode()).isEqualTo(401);
            assertThat(running.gateway().chat("plain", "hi").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void noticesAnAtomicReplaceEachTime() throws Exception {
        try (RunningService running = RunningService.with(folder, yaml("first"));
                Reloads reloads = Reloads.of(running)) {
            for (String alias : new String[] {"second", "third"}) {
                replace(running.file, yaml(alias));

                assertThat(reloads.next()).isEqualTo("changed");
                assertThat(running.gateway().chat(alias, "hi").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void noticesTheSwapOfALinkedFolderEachTime() throws Exception {
        Path mounted = mountedIn("v1", "first");
        try (RunningService running = RunningService.at(mounted, Wiring.eventLoops());
                Reloads reloads = Reloads.of(running)) {
            for (String alias : new String[] {"second", "third"}) {
                swapTo("v-" + alias, alias);

                assertThat(reloads.next()).isEqualTo("changed");
                assertThat(running.gateway().chat(alias, "hi").statusCode()).isEqualTo(200);
            }
        }
    }

    /** As Kubernetes mounts a file: config.yaml leads to ..data/config.yaml, and ..data to a folder of one version. */
    private Path mountedIn(String version, String alias) throws Exception {
        swapTo(version, alias);
        return Files.createSymbolicLink(folder.resolve("config.yaml"), Path.of("..data", "config.yaml"));
    }

    private void swapTo(String version, String alias) throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve(version)).resolve("config.yaml"), yaml(alias));
        Path next = Files.createSymbolicLink(folder.resolve("..next"), Path.of(version));
        Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
