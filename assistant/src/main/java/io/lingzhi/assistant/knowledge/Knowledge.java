package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.Progress.Stage;
import io.lingzhi.assistant.knowledge.document.ExtractionLimits;
import io.lingzhi.assistant.knowledge.document.Extractor;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that can be done with knowledge bases. Its calls block, and belong on virtual threads; ingestion goes on in the
 * background. No base is opened before it is needed. Whatever opens or changes a base goes on to its end when the
 * caller is interrupted: an interrupt would close the files of a base under all who use it.
 */
public final class Knowledge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Knowledge.class);
    /** Longer than a request may take, by the usual configuration; deletes and queues the largest base. */
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private final KnowledgeBases bases;
    private final ProgressFeed feed = new ProgressFeed();
    private final Ingestion ingestion;
    private final Retrieval retrieval;

    /** @param parallelism documents ingested at a time */
    public Knowledge(KnowledgeBases bases, Extractor extractor, EmbeddingClient embeddings, int parallelism) {
        this.bases = bases;
        this.ingestion = new Ingestion(extractor, embeddings, feed, parallelism);
        this.retrieval = new Retrieval(embeddings, bases::settings);
    }

    public ExtractionLimits limits() {
        return ingestion.extractor().limits();
    }

    /** Goes on with what a stop or a crash has interrupted. */
    public void recover() {
        try {
            bases.sweep();
            for (BaseName name : bases.names()) {
                bases.find(name).ifPresent(this::resume);
            }
        } catch (IOException e) {
            LOG.error("the knowledge bases cannot be read; what is queued in them waits for the next start", e);
        }
    }

    private void resume(KnowledgeBase base) {
        base.unfinished().forEach(document -> ingestion.submit(base, document));
    }

    public List<BaseSummary> bases() throws KnowledgeException {
        return stored(() -> {
            List<BaseSummary> summaries = new ArrayList<>();
            for (BaseName name : bases.names()) {
                KnowledgeBase base = required(name);
                summaries.add(BaseSummary.of(name, base.documents(), base.outdated()));
            }
            return summaries;
        });
    }

    public BaseSummary summary(BaseName name) throws KnowledgeException {
        return stored(() -> {
            KnowledgeBase base = required(name);
            return BaseSummary.of(name, base.documents(), base.outdated());
        });
    }

    public void deleteBase(BaseName name) throws KnowledgeException {
        boolean deleted = stored(() -> bases.delete(name));
        if (!deleted) {
            throw new KnowledgeException(new Refusal.NoSuchBase(name.value()));
        }
    }

    /** Takes a document in; the base is made if there is none. */
    public Accepted add(BaseName name, Upload upload) throws KnowledgeException {
        requireRoom();
        return stored(() -> {
            KnowledgeBase base = bases.make(name);
            return begun(base, base.accept(upload));
        });
    }

    /** Puts other content in the place of a document. */
    public Accepted replace(BaseName name, String id, Upload upload) throws KnowledgeException {
        requireRoom();
        return stored(() -> {
            KnowledgeBase base = required(name);
            Accepted accepted = base.replace(id, upload).orElseThrow(() -> noDocument(id));
            return begun(base, accepted);
        });
    }

    private Accepted begun(KnowledgeBase base, Accepted accepted) {
        if (accepted.document().queued()) {
            ingestion.submit(base, accepted.document());
        }
        return accepted;
    }

    private void requireRoom() throws KnowledgeException {
        if (ingestion.waiting() >= Ingestion.MOST_WAITING) {
            throw new KnowledgeException(new Refusal.QueueFull(Ingestion.MOST_WAITING));
        }
    }

    /** The documents of a base, each with how far it is. */
    public List<Progress> documents(BaseName name) throws KnowledgeException {
        return stored(() -> required(name).documents().stream()
                .map(document -> feed.of(name, document))
                .toList());
    }

    public Progress document(BaseName name, String id) throws KnowledgeException {
        return stored(() -> feed.of(name, required(required(name), id)));
    }

    /** The text that was read in a document, which the offsets of its passages count in. */
    public String text(BaseName name, String id) throws KnowledgeException {
        return stored(() -> {
            KnowledgeBase base = required(name);
            Document document = required(base, id);
            if (!(document.state() instanceof Document.State.Ready)) {
                throw new KnowledgeException(new Refusal.NotReady(id));
            }
            return base.text(document);
        });
    }

    public void remove(BaseName name, String id) throws KnowledgeException {
        stored(() -> {
            KnowledgeBase base = required(name);
            Document document = required(base, id);
            base.remove(id);
            feed.tell(name, new Progress(document, Stage.REMOVED, 0, 0));
            return Map.of();
        });
    }

    /** Works on every document of a base again, with the settings as they are now. Returns how many there are. */
    public int reindex(BaseName name) throws KnowledgeException {
        return stored(() -> {
            KnowledgeBase base = required(name);
            List<Document> queued = base.queueAll();
            queued.forEach(document -> ingestion.submit(base, document));
            return queued.size();
        });
    }

    /** Tells how the documents of a base come along, from now on. */
    public ProgressFeed.Listener listen(BaseName name) throws KnowledgeException {
        return stored(() -> feed.listen(required(name).name()));
    }

    public Retrieved search(BaseName name, SearchAsk ask, Caller caller) throws KnowledgeException {
        Opened opened = stored(() -> open(name));
        return reading(() -> retrieval.search(opened.base(), opened.index(), ask, caller));
    }

    private record Opened(KnowledgeBase base, PassageIndex index) {}

    private Opened open(BaseName name) throws IOException, KnowledgeException {
        KnowledgeBase base = required(name);
        PassageIndex index = base.index();
        if (base.takeRequeued()) {
            resume(base);
        }
        return new Opened(base, index);
    }

    private KnowledgeBase required(BaseName name) throws IOException, KnowledgeException {
        return bases.find(name).orElseThrow(() -> new KnowledgeException(new Refusal.NoSuchBase(name.value())));
    }

    private static Document required(KnowledgeBase base, String id) throws KnowledgeException {
        return base.document(id).orElseThrow(() -> noDocument(id));
    }

    private static KnowledgeException noDocument(String id) {
        return new KnowledgeException(new Refusal.NoSuchDocument(id));
    }

    private interface Stored<T> {
        T call() throws IOException, KnowledgeException;
    }

    /** On the caller's thread, whose interrupts end it. */
    private static <T> T reading(Stored<T> call) throws KnowledgeException {
        try {
            return call.call();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * On a thread of its own, which nobody interrupts. The caller waits for it even when interrupted, so that no more
     * of them run than there are callers; the interrupt stays noted.
     */
    private static <T> T stored(Stored<T> call) throws KnowledgeException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().name("knowledge-store").start(() -> complete(result, call));
        try {
            return result.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case KnowledgeException refused -> throw refused;
                case IOException broken -> throw failed(broken);
                case TimeoutException _ -> throw new KnowledgeException(new Refusal.Unfinished(DEADLINE));
                case null, default -> throw e;
            }
        }
    }

    private static <T> void complete(CompletableFuture<T> result, Stored<T> call) {
        try {
            result.complete(call.call());
        } catch (IOException | KnowledgeException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private static KnowledgeException failed(IOException cause) {
        LOG.error("the store of the knowledge bases failed", cause);
        return new KnowledgeException(new Refusal.Storage());
    }

    @Override
    public void close() {
        ingestion.close();
        bases.close();
    }
}
