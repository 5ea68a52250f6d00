package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.index.Entry;
import io.lingzhi.assistant.knowledge.index.Indexed;
import io.lingzhi.assistant.knowledge.index.Indexes;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies the passages of every base from one store into another, vectors and all. No service may have the bases open.
 * What was in the other store is replaced; the first store is left as it is. Documents that are still queued are not
 * copied: the service ingests them into the other store after its start.
 */
public final class Migration {
    private final Path root;
    private final Indexes from;
    private final Indexes to;
    private final KnowledgeSettings settings;

    /** @param root the folder of the bases */
    public Migration(Path root, Indexes from, Indexes to, KnowledgeSettings settings) {
        this.root = root;
        this.from = from;
        this.to = to;
        this.settings = settings;
    }

    /** What was copied of one base. */
    public record Copied(String base, int documents, int passages) {}

    /** @throws FolderInUseException when a service has the bases open */
    public List<Copied> run() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (FolderLock _ = FolderLock.take(root)) {
            return copyAll();
        }
    }

    private List<Copied> copyAll() throws IOException {
        List<Copied> copied = new ArrayList<>();
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                if (BaseName.of(String.valueOf(folder.getFileName())).isPresent()) {
                    copied.add(copy(folder));
                }
            }
        }
        return copied;
    }

    private Copied copy(Path folder) throws IOException {
        String base = String.valueOf(folder.getFileName());
        BuiltWith built = BuiltWith.read(folder.resolve("index.json"), settings);
        int documents = 0;
        int passages = 0;
        try (Journal journal = Journal.open(folder.resolve("journal.jsonl"));
                PassageIndex source = from.open(base, folder, built.analysis());
                PassageIndex target = to.open(base, folder, built.analysis())) {
            target.destroy();
            for (Document document : journal.documents().values()) {
                List<Indexed> contents = source.contents(document.id());
                if (!document.queued() && !contents.isEmpty()) {
                    Document.Source told = document.source();
                    target.put(new Entry(document.id(), told.name(), told.metadata(), contents));
                    documents++;
                    passages += contents.size();
                }
            }
        }
        return new Copied(base, documents, passages);
    }
}
