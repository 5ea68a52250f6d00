package io.lingzhi.app;

import io.lingzhi.app.cli.Reloading;
import io.lingzhi.app.cli.Surroundings;
import io.lingzhi.app.cli.Texts;
import io.lingzhi.gateway.config.Change;
import io.lingzhi.gateway.config.ConfigWatcher;
import io.lingzhi.gateway.config.Loaded;
import io.lingzhi.gateway.config.Problem;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The watch of a running service's file, wired as {@code lingzhi serve} does, and what became of each change. */
final class Reloads implements ConfigWatcher.Listener, AutoCloseable {
    private static final ConfigWatcher.Timing FAST =
            new ConfigWatcher.Timing(Duration.ofSeconds(2), Duration.ofMillis(30));

    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
    private final Reloading reloading;
    private final ConfigWatcher watcher;

    private Reloads(RunningService running) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Surroundings around = new Surroundings(
                Map.of(), running.data, running.data, Locale.ENGLISH, Texts.in(Locale.ENGLISH), nowhere, nowhere);
        reloading =
                new Reloading(around, running.service, running.loaded.config().server());
        watcher = new ConfigWatcher(running.file, running.loader, running.loaded, this, FAST);
    }

    static Reloads of(RunningService running) {
        Reloads reloads = new Reloads(running);
        reloads.watcher.start();
        return reloads;
    }

    @Override
    public void changed(Loaded.Ok loaded, List<Change> changes) {
        reloading.changed(loaded, changes);
        outcomes.add("changed");
    }

    @Override
    public void refused(List<Problem> problems) {
        reloading.refused(problems);
        outcomes.add("refused: " + problems.size());
    }

    /** What became of the next change, within a deadline. */
    String next() throws InterruptedException {
        return Objects.requireNonNullElse(outcomes.poll(20, TimeUnit.SECONDS), "not noticed");
    }

    @Override
    public void close() {
        watcher.close();
    }
}
