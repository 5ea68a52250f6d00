package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.index.Indexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bases of one service: a folder each. Its lock guards which of them are open. The folder of all is kept for this
 * service until it is closed.
 */
public final class KnowledgeBases implements AutoCloseable {
    /** The most bases of one service. */
    static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(KnowledgeBases.class);
    /** A base on its way out; no base's name begins so. */
    private static final String LEAVING = ".leaving-";

    private final Path root;
    private final Indexes indexes;
    private final Supplier<KnowledgeSettings> settings;
    private final InstantSource clock;
    private final FolderLock lock;
    private final Map<BaseName, KnowledgeBase> open = new TreeMap<>();

    /**
     * @param root the folder of all bases; made if it is not there
     * @throws FolderInUseException when another process has these bases
     */
    public KnowledgeBases(Path root, Indexes indexes, Supplier<KnowledgeSettings> settings, InstantSource clock)
            throws IOException {
        this.root = root;
        this.indexes = indexes;
        this.settings = settings;
        this.clock = clock;
        this.lock = FolderLock.take(root);
    }

    KnowledgeSettings settings() {
        return settings.get();
    }

    /** The base of this name, if there is one. */
    synchronized Optional<KnowledgeBase> find(BaseName name) throws IOException {
        return open.containsKey(name) || Files.isDirectory(root.resolve(name.value()))
                ? Optional.of(opened(name))
                : Optional.empty();
    }

    /** The base of this name, made if there is none. */
    synchronized KnowledgeBase make(BaseName name) throws IOException, KnowledgeException {
        if (find(name).isEmpty()) {
            if (names().size() >= MOST) {
                throw new KnowledgeException(new Refusal.TooManyBases(MOST));
            }
            Files.createDirectories(root.resolve(name.value()));
        }
        return opened(name);
    }

    private KnowledgeBase opened(BaseName name) throws IOException {
        KnowledgeBase base = open.get(name);
        if (base == null) {
            base = new KnowledgeBase(name, root.resolve(name.value()), indexes, settings, clock);
            open.put(name, base);
        }
        return base;
    }

    /** In alphabetical order. */
    synchronized List<BaseName> names() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .flatMap(folder -> BaseName.of(folder.getFileName().toString()).stream())
                    .sorted()
                    .toList();
        }
    }

    /** Deletes a base and all it holds. Returns whether there was one. */
    synchronized boolean delete(BaseName name) throws IOException {
        Optional<KnowledgeBase> base = find(name);
        if (base.isEmpty()) {
            return false;
        }
        base.get().destroy();
        open.remove(name);
        Path leaving = root.resolve(LEAVING + name.value());
        Files.move(root.resolve(name.value()), leaving);
        deleteTree(leaving);
        return true;
    }

    /** Clears away what a crash left of deleted bases. */
    synchronized void sweep() throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.toList()) {
                if (folder.getFileName().toString().startsWith(LEAVING)) {
                    deleteTree(folder);
                }
            }
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }

    @Override
    public synchronized void close() {
        for (KnowledgeBase base : new ArrayList<>(open.values())) {
            try {
                base.close();
            } catch (IOException e) {
                LOG.warn("the knowledge base {} was not closed well", base.name(), e);
            }
        }
        open.clear();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the folder of the knowledge bases was not given back well", e);
        }
    }
}
