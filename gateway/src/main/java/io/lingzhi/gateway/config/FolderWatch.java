package io.lingzhi.gateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tells that something has happened in one of some folders. Works without the system's notices too, as where they have
 * run out; then every wait ends by its time. One thread waits, another may close.
 */
final class FolderWatch implements AutoCloseable {
    private static final int MAX_LINKS = 40;
    private final Optional<WatchService> service;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Path, WatchKey> watched = new HashMap<>();

    private FolderWatch() {
        this.service = Optional.empty();
    }

    private FolderWatch(WatchService service) {
        this.service = Optional.of(service);
    }

    /** A watch by the system's notices, or without them if there are none to be had. */
    static FolderWatch on(FileSystem system) {
        try {
            return new FolderWatch(system.newWatchService());
        } catch (IOException | UnsupportedOperationException e) {
            return deaf();
        }
    }

    /** A watch that is never notified. */
    static FolderWatch deaf() {
        return new FolderWatch();
    }

    /** Watches exactly these folders from now on. One that cannot be watched is tried again at the next call. */
    void watch(Set<Path> folders) {
        Set<Path> gone = new HashSet<>(watched.keySet());
        gone.removeAll(folders);
        gone.forEach(folder -> Optional.ofNullable(watched.remove(folder)).ifPresent(WatchKey::cancel));
        watched.values().removeIf(key -> !key.isValid());
        service.ifPresent(notices -> folders.forEach(folder -> register(notices, folder)));
    }

    private void register(WatchService notices, Path folder) {
        if (watched.containsKey(folder) || !Files.isDirectory(folder)) {
            return;
        }
        try {
            watched.put(
                    folder,
                    folder.register(
                            notices,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException | ClosedWatchServiceException e) {
            watched.remove(folder);
        }
    }

    /** Waits for a notice; false when the time was up or the watch is closed. */
    boolean await(Duration longest) throws InterruptedException {
        if (service.isEmpty()) {
            closedWithin(longest);
            return false;
        }
        try {
            Optional<WatchKey> first =
                    Optional.ofNullable(service.get().poll(longest.toMillis(), TimeUnit.MILLISECONDS));
            first.ifPresent(FolderWatch::drain);
            return first.isPresent();
        } catch (ClosedWatchServiceException e) {
            return false;
        }
    }

    /** True when the watch was closed before the time was up. */
    private boolean closedWithin(Duration longest) throws InterruptedException {
        return closed.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void drain(WatchKey key) {
        key.pollEvents();
        key.reset();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        service.ifPresent(notices -> {
            try {
                notices.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * The folders in which a change can make the paths mean another file: their own, and for each symbolic link on the
     * way, the folder of the link and the way of its target. Kubernetes swaps such a link.
     */
    static Set<Path> foldersOf(List<Path> files) {
        Set<Path> folders = new HashSet<>();
        Deque<Path> ways = new ArrayDeque<>(files);
        for (int steps = 0; !ways.isEmpty() && steps < MAX_LINKS; steps++) {
            Path way = ways.pop().toAbsolutePath().normalize();
            parent(way).ifPresent(folders::add);
            for (Path at : ancestors(way)) {
                if (Files.isSymbolicLink(at)) {
                    parent(at).ifPresent(folders::add);
                    target(at).map(target -> target.resolve(at.relativize(way))).ifPresent(ways::add);
                }
            }
        }
        return folders;
    }

    private static List<Path> ancestors(Path way) {
        return Stream.iterate(Optional.of(way), Optional::isPresent, at -> at.flatMap(FolderWatch::parent))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Path> parent(Path path) {
        return Optional.ofNullable(path.getParent());
    }

    private static Optional<Path> target(Path link) {
        try {
            return Optional.of(link.resolveSibling(Files.readSymbolicLink(link)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
