package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.Accepted.Outcome;
import io.lingzhi.assistant.knowledge.Document.Source;
import io.lingzhi.assistant.knowledge.Document.State;
import io.lingzhi.assistant.knowledge.document.Unreadable;
import io.lingzhi.assistant.knowledge.index.Entry;
import io.lingzhi.assistant.knowledge.index.Indexes;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One knowledge base in its folder. Its lock guards the journal, and with it the order of steps that a crash may cut: a
 * source is written before the journal names it, the index is committed before the journal says ready, and a removal
 * stands in the journal before the index and the files follow. The index is opened by the first who needs it, and then
 * brought in line with the journal.
 */
final class KnowledgeBase implements AutoCloseable {
    private final BaseName name;
    private final Path folder;
    private final Indexes indexes;
    private final Supplier<KnowledgeSettings> settings;
    private final InstantSource clock;
    private final SourceFiles files;
    private final Journal journal;
    private @Nullable PassageIndex index;
    private boolean closed;
    private boolean requeued;

    KnowledgeBase(
            BaseName name, Path folder, Indexes indexes, Supplier<KnowledgeSettings> settings, InstantSource clock)
            throws IOException {
        this.name = name;
        this.folder = folder;
        this.indexes = indexes;
        this.settings = settings;
        this.clock = clock;
        this.files = new SourceFiles(folder);
        this.journal = Journal.open(folder.resolve("journal.jsonl"));
        files.sweep(journal.documents().values());
    }

    BaseName name() {
        return name;
    }

    /** Takes a document in, unless the same one is there. A document that is taken in is queued. */
    synchronized Accepted accept(Upload upload) throws IOException {
        requireOpen();
        String hash = Digest.of(upload.bytes());
        Source source = new Source(upload.name(), upload.format(), upload.bytes().length, hash, upload.metadata());
        Optional<Document> named = document(idOf(upload.name()));
        if (named.filter(document -> document.source().equals(source)).isPresent()) {
            return new Accepted(retried(named.get()), Outcome.UNCHANGED);
        }
        Optional<Document> same = journal.documents().values().stream()
                .filter(document -> named.isEmpty() && standsFor(document, source))
                .findFirst();
        if (same.isPresent()) {
            return new Accepted(same.get(), Outcome.DUPLICATE);
        }
        return named.isPresent()
                ? new Accepted(replace(named.get(), source, upload.bytes()), Outcome.REPLACED)
                : new Accepted(add(source, upload.bytes()), Outcome.ADDED);
    }

    /** Whether a document under another name makes this content findable: it is read alike, and could be read. */
    private static boolean standsFor(Document document, Source source) {
        return document.source().hash().equals(source.hash())
                && document.source().format() == source.format()
                && !(document.state() instanceof State.Failed);
    }

    /** One that failed before is tried again when it is sent again. */
    private Document retried(Document document) throws IOException {
        if (!(document.state() instanceof State.Failed)) {
            return document;
        }
        Document again = document.with(new State.Queued(), clock.instant());
        journal.write(again);
        return again;
    }

    private Document add(Source source, byte[] bytes) throws IOException {
        Instant now = clock.instant();
        Document document = new Document(idOf(source.name()), 1, source, new State.Queued(), now, now);
        files.write(document, bytes);
        journal.write(document);
        return document;
    }

    private Document replace(Document before, Source source, byte[] bytes) throws IOException {
        Document next = before.next(source, clock.instant());
        files.write(next, bytes);
        journal.write(next);
        files.remove(before);
        return next;
    }

    /** Puts other content under a document's id; its name stays. */
    synchronized Optional<Accepted> replace(String id, Upload upload) throws IOException {
        requireOpen();
        Optional<Document> before = document(id);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Source source = new Source(
                before.get().source().name(),
                upload.format(),
                upload.bytes().length,
                Digest.of(upload.bytes()),
                upload.metadata());
        return Optional.of(
                before.get().source().equals(source)
                        ? new Accepted(retried(before.get()), Outcome.UNCHANGED)
                        : new Accepted(replace(before.get(), source, upload.bytes()), Outcome.REPLACED));
    }

    private static String idOf(String name) {
        return "doc-" + Digest.of(name).substring(0, 16);
    }

    synchronized Optional<Document> document(String id) {
        return Optional.ofNullable(journal.documents().get(id));
    }

    synchronized List<Document> documents() {
        return List.copyOf(journal.documents().values());
    }

    synchronized List<Document> unfinished() {
        return journal.documents().values().stream().filter(Document::queued).toList();
    }

    /** Takes a document out. Returns whether it was there. */
    synchronized boolean remove(String id) throws IOException {
        requireOpen();
        Optional<Document> document = document(id);
        if (document.isEmpty()) {
            return false;
        }
        journal.remove(id);
        index().remove(id);
        files.remove(document.get());
        return true;
    }

    byte[] source(Document document) throws IOException {
        return files.read(document);
    }

    /** The text that was read in a document that is ready. */
    String text(Document document) throws IOException {
        return files.readText(document);
    }

    /** Makes a worked-on document findable; what has been replaced or removed since is thrown away. */
    synchronized void finish(Document worked, Entry entry, String text) throws IOException {
        if (closed || !isCurrent(worked)) {
            return;
        }
        files.writeText(worked, text);
        index().put(entry);
        journal.write(
                worked.with(new State.Ready(text.length(), entry.passages().size()), clock.instant()));
    }

    /** Notes why a document cannot be found; passages of an older revision go out. */
    synchronized void fail(Document worked, Unreadable reason) throws IOException {
        if (closed || !isCurrent(worked)) {
            return;
        }
        index().remove(worked.id());
        journal.write(worked.with(new State.Failed(reason), clock.instant()));
    }

    private boolean isCurrent(Document worked) {
        return document(worked.id())
                .filter(document -> document.revision() == worked.revision() && document.queued())
                .isPresent();
    }

    /** Queues every document again, for the settings as they are now. */
    synchronized List<Document> queueAll() throws IOException {
        requireOpen();
        BuiltWith now = BuiltWith.of(settings.get());
        boolean reanalysed = builtWith().analysis() != now.analysis();
        now.write(builtWithFile());
        if (reanalysed) {
            closeIndex();
        }
        List<Document> queued = new ArrayList<>();
        for (Document document : documents()) {
            Document next = document.next(document.source(), clock.instant());
            files.carry(document, next);
            journal.write(next);
            files.remove(document);
            queued.add(next);
        }
        return queued;
    }

    /** What the index is built with. */
    synchronized BuiltWith builtWith() throws IOException {
        return BuiltWith.read(builtWithFile(), settings.get());
    }

    private Path builtWithFile() {
        return folder.resolve("index.json");
    }

    /** Whether the settings have changed since the index was built. */
    boolean outdated() throws IOException {
        return !builtWith().equals(BuiltWith.of(settings.get()));
    }

    synchronized PassageIndex index() throws IOException {
        requireOpen();
        if (index == null) {
            PassageIndex opened = indexes.open(name.value(), folder, builtWith().analysis());
            reconcile(opened);
            index = opened;
        }
        return index;
    }

    /** Takes out what the journal does not name, and queues what it calls ready and the index does not have. */
    private void reconcile(PassageIndex opened) throws IOException {
        Set<String> indexed = opened.documents();
        for (String id : indexed) {
            if (!journal.documents().containsKey(id)) {
                opened.remove(id);
            }
        }
        for (Document document : documents()) {
            if (document.state() instanceof State.Ready(var _, int passages)
                    && passages > 0
                    && !indexed.contains(document.id())) {
                journal.write(document.with(new State.Queued(), clock.instant()));
                requeued = true;
            }
        }
    }

    /** Whether opening the index has queued documents since the last call; they wait for somebody to work on them. */
    synchronized boolean takeRequeued() {
        boolean told = requeued;
        requeued = false;
        return told;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the knowledge base " + name + " has been closed");
        }
    }

    private void closeIndex() throws IOException {
        if (index != null) {
            index.close();
            index = null;
        }
    }

    /** Takes everything out of the index and closes the base; its folder is the caller's to delete. */
    synchronized void destroy() throws IOException {
        if (Files.exists(builtWithFile())) {
            index().destroy();
        }
        close();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        closeIndex();
        journal.close();
    }
}
