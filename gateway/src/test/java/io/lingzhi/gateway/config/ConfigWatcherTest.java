package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.ConfigWatcher.Timing;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatcherTest {
    /** So slow a look that only a notice can explain a quick reload. */
    private static final Timing BY_NOTICE = new Timing(Duration.ofMinutes(5), Duration.ofMillis(30));

    private static final Timing BY_LOOK = new Timing(Duration.ofMillis(50), Duration.ofMillis(30));

    @TempDir
    Path folder;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private final ConfigWatcher.Listener listener = new ConfigWatcher.Listener() {
        @Override
        public void changed(Loaded.Ok loaded, List<Change> changes) {
            told.add("changed " + changes);
        }

        @Override
        public void refused(List<Problem> problems) {
            told.add("refused " + problems.stream().map(Problem::key).toList());
        }
    };

    private String next() throws InterruptedException {
        return Optional.ofNullable(told.poll(20, TimeUnit.SECONDS)).orElse("nothing within 20 s");
    }

    private ConfigWatcher started(ConfigFolder at, Path file, Timing timing, FolderWatch watch) {
        Loaded loaded = at.loader().load(file);
        assertThat(loaded).isInstanceOf(Loaded.Ok.class);
        ConfigWatcher watcher = new ConfigWatcher(file, at.loader(), (Loaded.Ok) loaded, listener, timing, watch);
        watcher.start();
        return watcher;
    }

    private ConfigWatcher started(ConfigFolder at) {
        return started(at, at.file(), BY_NOTICE, FolderWatch.on(FileSystems.getDefault()));
    }

    @Test
    void noticesAnEditInPlace() throws InterruptedException {
        ConfigFolder at = ConfigFolder.at(folder);
        at.write("config.yaml", "request-retry: 1\n");
        try (ConfigWatcher watcher = started(at)) {
            assertThat(watcher).isNotNull();
            at.write("config.yaml", "request-retry: 2\n");
            assertThat(next()).isEqualTo("changed [request-retry: 1 -> 2]");
        }
    }

    @Test
    void noticesAnAtomicReplaceAgainAndAgain() throws InterruptedException, IOException {
        ConfigFolder at = ConfigFolder.at(folder);
        at.write("config.yaml", "request-retry: 0\n");
        try (ConfigWatcher watcher = started(at)) {
            assertThat(watcher).isNotNull();
            for (int retry = 1; retry <= 3; retry++) {
                Path fresh = at.write("fresh", "request-retry: " + retry + "\n");
                Files.move(fresh, at.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                assertThat(next()).isEqualTo("changed [request-retry: " + (retry - 1) + " -> " + retry + "]");
            }
        }
    }

    @Test
    void noticesASwappedLinkAsKubernetesDoesIt() throws InterruptedException, IOException {
        ConfigFolder.at(folder.resolve("v1")).write("config.yaml", "request-retry: 1\n");
        ConfigFolder.at(folder.resolve("v2")).write("config.yaml", "request-retry: 2\n");
        Path mount = Files.createDirectory(folder.resolve("mount"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("../v1"));
        Files.createSymbolicLink(mount.resolve("config.yaml"), Path.of("..data/config.yaml"));
        ConfigFolder at = ConfigFolder.at(mount);
        try (ConfigWatcher watcher = started(at)) {
            assertThat(watcher).isNotNull();
            swap(mount.resolve("..data"), Path.of("../v2"));
            assertThat(next()).isEqualTo("changed [request-retry: 1 -> 2]");
            ConfigFolder.at(folder.resolve("v2")).write("config.yaml", "request-retry: 3\n");
            assertThat(next()).isEqualTo("changed [request-retry: 2 -> 3]");
        }
    }

    @Test
    void noticesASwappedParentFolder() throws InterruptedException, IOException {
        ConfigFolder.at(folder.resolve("v1")).write("config.yaml", "request-retry: 1\n");
        ConfigFolder.at(folder.resolve("v2")).write("config.yaml", "request-retry: 2\n");
        Files.createSymbolicLink(folder.resolve("current"), Path.of("v1"));
        ConfigFolder at = ConfigFolder.at(folder.resolve("current"));
        try (ConfigWatcher watcher = started(at)) {
            assertThat(watcher).isNotNull();
            swap(folder.resolve("current"), Path.of("v2"));
            assertThat(next()).isEqualTo("changed [request-retry: 1 -> 2]");
        }
    }

    private void swap(Path link, Path target) throws IOException {
        Path fresh = Files.createSymbolicLink(link.resolveSibling("fresh-link"), target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void noticesAChangedDotEnv() throws InterruptedException {
        ConfigFolder at = ConfigFolder.at(folder);
        at.write("config.yaml", ConfigFolder.PROVIDER);
        try (ConfigWatcher watcher = started(at)) {
            assertThat(watcher).isNotNull();
            at.write(".env", "ACME_KEY=sk-new\n");
            assertThat(next()).isEqualTo("changed [openai-compatibility[acme].api-key-entries[0].api-key: *** -> ***]");
        }
    }

    @Test
    void noticesAChangeWithoutAnyNotice() throws InterruptedException {
        ConfigFolder at = ConfigFolder.at(folder);
        at.write("config.yaml", "request-retry: 1\n");
        try (ConfigWatcher watcher = started(at, at.file(), BY_LOOK, FolderWatch.deaf())) {
            assertThat(watcher).isNotNull();
            at.write("config.yaml", "request-retry: 20\n");
            assertThat(next()).isEqualTo("changed [request-retry: 1 -> 20]");
        }
    }

    @Test
    void noticesAChangeMadeBetweenLoadAndStart() throws InterruptedException {
        ConfigFolder at = ConfigFolder.at(folder);
        Loaded.Ok running = at.ok("request-retry: 1\n");
        at.write("config.yaml", "request-retry: 2\n");
        try (ConfigWatcher watcher = new ConfigWatcher(at.file(), at.loader(), running, listener, Timing.USUAL)) {
            watcher.start();
            assertThat(next()).isEqualTo("changed [request-retry: 1 -> 2]");
        }
    }

    @Test
    void refusesABadFileWholeAndTakesTheNextGoodOne() throws InterruptedException {
        ConfigFolder at = ConfigFolder.at(folder);
        at.write("config.yaml", "request-retry: 1\n");
        try (ConfigWatcher watcher = started(at)) {
            assertThat(watcher).isNotNull();
            at.write("config.yaml", "request-retry: 2\nport: x\ndebug: y\n");
            assertThat(next()).isEqualTo("refused [port, debug]");
            at.write("config.yaml", "request-retry: 1\n");
            assertThat(next()).isEqualTo("changed []");
            at.write("config.yaml", "# only a comment\nrequest-retry: 1\n");
            at.write("config.yaml", "request-retry: 3\n");
            assertThat(next()).isEqualTo("changed [request-retry: 1 -> 3]");
        }
        assertThat(told).isEmpty();
    }
}
