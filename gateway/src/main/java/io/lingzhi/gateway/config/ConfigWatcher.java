package io.lingzhi.gateway.config;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the configuration when its file, a {@code .env} that belongs to it, or a link on the way to them changes. The
 * folders are watched, since editors and mounts replace files; a slow look at the files catches what sends no notice. A
 * bad file is refused whole: the listener is told and nothing else happens. One daemon thread; the listener runs on it.
 */
public final class ConfigWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatcher.class);
    private static final int MAX_QUIET_ROUNDS = 25;
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final Path file;
    private final ConfigLoader loader;
    private final Listener listener;
    private final Timing timing;
    private final FolderWatch folders;
    private final Thread thread;
    private Settings settings;
    private List<String> outer = List.of();
    private List<String> inner = List.of();
    private boolean refused;

    /** Who is told. */
    public interface Listener {
        /**
         * A good configuration is there, to be put in place of the old one.
         *
         * @param changes empty only when a refused file has become good again without a change
         */
        void changed(Loaded.Ok loaded, List<Change> changes);

        /** The new file is bad; the old configuration goes on. */
        void refused(List<Problem> problems);
    }

    /**
     * How fast changes are noticed.
     *
     * @param look between two looks at the files without a notice
     * @param quiet without further notices before the file is read, so that half a write is not
     */
    public record Timing(Duration look, Duration quiet) {
        public static final Timing USUAL = new Timing(Duration.ofSeconds(2), Duration.ofMillis(200));
    }

    /** @param running the configuration that was loaded from the file at the start */
    public ConfigWatcher(Path file, ConfigLoader loader, Loaded.Ok running, Listener listener, Timing timing) {
        this(file, loader, running, listener, timing, FolderWatch.on(FileSystems.getDefault()));
    }

    ConfigWatcher(
            Path file, ConfigLoader loader, Loaded.Ok running, Listener listener, Timing timing, FolderWatch folders) {
        this.file = file;
        this.loader = loader;
        this.settings = running.settings();
        this.listener = listener;
        this.timing = timing;
        this.folders = folders;
        this.thread = Thread.ofPlatform().daemon().name("config-watcher").unstarted(this::run);
    }

    /** The keys among the changes that count only after the next start. */
    public static List<String> restartKeys(List<Change> changes) {
        return changes.stream().filter(Change::needsRestart).map(Change::key).toList();
    }

    /** Begins to watch. A change since the file was loaded is noticed too. Call once. */
    public void start() {
        folders.watch(FolderWatch.foldersOf(loader.sources(file)));
        thread.start();
    }

    /** Stops, and waits a little for a reload under way. */
    @Override
    public void close() {
        folders.close();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(STOP_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!folders.isClosed()) {
                look();
            }
        } catch (InterruptedException e) {
            LOG.debug("the watch of {} was interrupted", file);
        }
    }

    private void look() throws InterruptedException {
        List<Path> sources = loader.sources(file);
        List<String> before = Fingerprint.outer(sources);
        if (!before.equals(outer)) {
            outer = before;
            awaitQuiet();
            reloadIfChanged(sources);
        } else if (folders.await(timing.look())) {
            awaitQuiet();
            reloadIfChanged(sources);
        }
        folders.watch(FolderWatch.foldersOf(sources));
    }

    /** Returns once no notice has come for a while, or after a bounded number of them. */
    private void awaitQuiet() throws InterruptedException {
        int rounds = 0;
        while (rounds < MAX_QUIET_ROUNDS && folders.await(timing.quiet())) {
            rounds++;
        }
    }

    private void reloadIfChanged(List<Path> sources) {
        List<String> content = Fingerprint.inner(sources);
        if (folders.isClosed() || content.equals(inner)) {
            return;
        }
        inner = content;
        try {
            switch (loader.load(file)) {
                case Loaded.Ok loaded -> accept(loaded);
                case Loaded.Refused bad -> {
                    refused = true;
                    listener.refused(bad.problems());
                }
            }
        } catch (RuntimeException e) {
            LOG.error("a reload of {} failed; the old configuration goes on", file, e);
        }
    }

    private void accept(Loaded.Ok loaded) {
        List<Change> changes = settings.changesTo(loaded.settings());
        boolean recovered = refused;
        refused = false;
        settings = loaded.settings();
        if (!changes.isEmpty() || recovered) {
            listener.changed(loaded, changes);
        }
    }
}
