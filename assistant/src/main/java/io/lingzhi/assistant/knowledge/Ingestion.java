package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.Progress.Stage;
import io.lingzhi.assistant.knowledge.document.Extracted;
import io.lingzhi.assistant.knowledge.document.Extractor;
import io.lingzhi.assistant.knowledge.document.Unreadable;
import io.lingzhi.assistant.knowledge.document.UnreadableException;
import io.lingzhi.assistant.knowledge.index.Entry;
import io.lingzhi.assistant.knowledge.index.Indexed;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import io.lingzhi.assistant.knowledge.text.Cutting;
import io.lingzhi.assistant.knowledge.text.Passage;
import io.lingzhi.assistant.knowledge.text.Passages;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on queued documents in the background: reads, cuts, makes vectors, puts into the index. The queue holds names
 * only; what is waiting stands in the journals, and what a stop interrupts stays queued there. Its threads are platform
 * threads, since parsers compute, and end when idle.
 */
final class Ingestion implements AutoCloseable {
    /** The most documents that wait when another one is taken in. */
    static final int MOST_WAITING = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Ingestion.class);
    private static final int BATCH = 16;
    private static final Duration IDLE_THREAD = Duration.ofSeconds(30);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final Extractor extractor;
    private final Embedder embedder;
    private final ProgressFeed feed;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ThreadPoolExecutor workers;

    /** @param parallelism documents in work at a time */
    Ingestion(Extractor extractor, EmbeddingClient embeddings, ProgressFeed feed, int parallelism) {
        this.extractor = extractor;
        this.embedder = new Embedder(embeddings, stopping);
        this.feed = feed;
        this.workers = new ThreadPoolExecutor(
                parallelism,
                parallelism,
                IDLE_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("ingest-", 0).factory());
        workers.allowCoreThreadTimeOut(true);
    }

    Extractor extractor() {
        return extractor;
    }

    /** How many documents wait. */
    int waiting() {
        return workers.getQueue().size();
    }

    /** Works on the document when its turn comes. */
    void submit(KnowledgeBase base, Document document) {
        feed.tell(base.name(), Progress.of(document));
        try {
            workers.execute(() -> work(base, document));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} stays queued: the service stops", document.id(), e);
        }
    }

    private void work(KnowledgeBase base, Document document) {
        boolean wanted = base.document(document.id())
                .filter(current -> current.queued() && current.revision() == document.revision())
                .isPresent();
        if (!wanted || stopping.getCount() == 0) {
            return;
        }
        try {
            ingest(base, document);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UnreadableException e) {
            failed(base, document, e.reason());
        } catch (IOException | RuntimeException e) {
            if (stopping.getCount() > 0) {
                LOG.error("document {} of base {} could not be ingested", document.id(), base.name(), e);
                failed(base, document, fault());
            }
        }
    }

    private void ingest(KnowledgeBase base, Document document)
            throws IOException, UnreadableException, InterruptedException {
        feed.tell(base.name(), new Progress(document, Stage.READING, 0, 0));
        BuiltWith built = base.builtWith();
        Extracted text = extractor.read(document.source().format(), base.source(document));
        List<Passage> passages = Passages.of(text, new Cutting(built.size(), built.overlap()));
        List<Indexed> indexed = embed(base, document, passages, built.embedding());
        base.finish(document, entry(document, indexed), text.text());
        tellState(base, document);
    }

    private static Entry entry(Document document, List<Indexed> passages) {
        Document.Source source = document.source();
        return new Entry(document.id(), source.name(), source.metadata(), passages);
    }

    private List<Indexed> embed(KnowledgeBase base, Document document, List<Passage> passages, String model)
            throws UnreadableException, InterruptedException {
        List<Indexed> indexed = new ArrayList<>();
        for (int from = 0; from < passages.size(); from += BATCH) {
            feed.tell(base.name(), new Progress(document, Stage.EMBEDDING, from, passages.size()));
            List<Passage> batch = passages.subList(from, Math.min(from + BATCH, passages.size()));
            Vectors vectors =
                    embedder.embed(model, batch.stream().map(VectorText::of).toList());
            switch (vectors) {
                case Vectors.Failed(Failure failure) -> throw new UnreadableException(noVectors(failure));
                case Vectors.Complete complete -> {
                    requireIndexable(complete.vectors().getFirst().length);
                    for (int i = 0; i < batch.size(); i++) {
                        indexed.add(new Indexed(batch.get(i), complete.vectors().get(i)));
                    }
                }
            }
        }
        return indexed;
    }

    /** Told after the first texts, before the rest is paid for. */
    private static void requireIndexable(int length) throws UnreadableException {
        if (length > PassageIndex.LONGEST_VECTOR) {
            throw new UnreadableException(new Unreadable(
                    "vector-too-long",
                    "the embedding model makes vectors of " + length + " numbers, more than the "
                            + PassageIndex.LONGEST_VECTOR + " that can be indexed: set assistant.knowledge.embedding to"
                            + " another model and index the base again",
                    "向量模型的维数为 " + length + ",超过可索引的 " + PassageIndex.LONGEST_VECTOR
                            + ":请将 assistant.knowledge.embedding 改为其他模型,然后重建索引"));
        }
    }

    private void failed(KnowledgeBase base, Document document, Unreadable reason) {
        try {
            base.fail(document, reason);
            tellState(base, document);
        } catch (IOException e) {
            LOG.error("the failure of document {} could not be noted", document.id(), e);
        }
    }

    private void tellState(KnowledgeBase base, Document document) {
        base.document(document.id()).ifPresent(current -> feed.tell(base.name(), Progress.of(current)));
    }

    private static Unreadable noVectors(Failure failure) {
        return new Unreadable(
                "embedding-failed",
                "the embedding model made no vectors (" + failure.message()
                        + "); send the document again, or index the base again",
                "向量模型未能生成向量(" + failure.message() + "),请重新提交文档,或重建索引");
    }

    private static Unreadable fault() {
        return new Unreadable(
                "internal",
                "a fault of the service; its log tells more. Send the document again",
                "服务自身的故障,详见日志;请重新提交");
    }

    @Override
    public void close() {
        stopping.countDown();
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("a document is still being read after {} s; it stays queued", STOPPING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
