package io.lingzhi.assistant.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.assistant.knowledge.document.ExtractionLimits;
import io.lingzhi.assistant.knowledge.document.Extractor;
import io.lingzhi.assistant.knowledge.document.Format;
import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Fusion;
import io.lingzhi.assistant.knowledge.lucene.LuceneIndexes;
import io.lingzhi.assistant.knowledge.text.Cutting;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of documents where something goes wrong beside them. */
@Timeout(60)
class KnowledgeTest {
    private static final BaseName BASE = BaseName.DEFAULT;
    private static final Caller CALLER = new Caller("k", "r");
    private static final KnowledgeSettings SETTINGS =
            new KnowledgeSettings(Analysis.MIXED, Cutting.DEFAULT, Fusion.DEFAULT, "lingzhi-embed");

    @TempDir
    private Path folder = Path.of("");

    private final Queue<Failure> failures = new ArrayDeque<>();
    private int dimensions = 2;
    private Optional<Knowledge> open = Optional.empty();

    private Knowledge open() throws IOException {
        Knowledge knowledge = new Knowledge(
                new KnowledgeBases(folder, new LuceneIndexes(), () -> SETTINGS, InstantSource.system()),
                new Extractor(ExtractionLimits.DEFAULT, System::nanoTime),
                this::vectors,
                1);
        open = Optional.of(knowledge);
        return knowledge;
    }

    @AfterEach
    void close() {
        open.ifPresent(Knowledge::close);
    }

    private EmbeddingClient.Vectors vectors(ModelId model, List<String> texts, Caller caller) {
        Failure failure = failures.poll();
        if (failure != null) {
            return new EmbeddingClient.Vectors.Failed(failure);
        }
        float[] vector = new float[dimensions];
        Arrays.fill(vector, 1);
        return new EmbeddingClient.Vectors.Complete(
                model.value(), texts.stream().map(_ -> vector.clone()).toList(), Usage.NONE);
    }

    private static Upload upload(String name, Format format, String text) {
        return new Upload(name, format, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static Upload upload(String name, String text) {
        return upload(name, Format.TEXT, text);
    }

    /** How the document stands once nothing more is done to it. */
    private static Document.State settled(Knowledge knowledge, ProgressFeed.Listener listener, String id)
            throws Exception {
        while (knowledge.document(BASE, id).document().queued()) {
            assertThat(listener.next(Duration.ofSeconds(30))).isPresent();
        }
        return knowledge.document(BASE, id).document().state();
    }

    private static Document.State added(Knowledge knowledge, Upload upload) throws Exception {
        Accepted accepted = knowledge.add(BASE, upload);
        try (ProgressFeed.Listener listener = knowledge.listen(BASE)) {
            return settled(knowledge, listener, accepted.document().id());
        }
    }

    @Test
    void aCallerThatIsInterruptedLeavesTheBaseWritable() throws Exception {
        Knowledge knowledge = open();
        Thread.currentThread().interrupt();
        Accepted first = knowledge.add(BASE, upload("a.txt", "第一份。"));
        assertThat(Thread.interrupted()).as("the interrupt stays noted").isTrue();
        try (ProgressFeed.Listener listener = knowledge.listen(BASE)) {
            settled(knowledge, listener, first.document().id());
        }

        Thread.currentThread().interrupt();
        knowledge.remove(BASE, first.document().id());
        assertThat(Thread.interrupted()).isTrue();
        Thread.currentThread().interrupt();
        Retrieved none = knowledge.search(BASE, SearchAsk.of("第一份", 5), CALLER);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(none.hits()).isEmpty();
        assertThat(added(knowledge, upload("b.txt", "第二份。"))).isInstanceOf(Document.State.Ready.class);
        assertThat(knowledge.search(BASE, SearchAsk.of("第二份", 5), CALLER).hits())
                .hasSize(1);
    }

    @Test
    void theSameBytesUnderTheirRightNameAreTakenIn() throws Exception {
        Knowledge knowledge = open();
        assertThat(added(knowledge, upload("a.pdf", Format.PDF, "no pdf"))).isInstanceOf(Document.State.Failed.class);

        assertThat(added(knowledge, upload("a.txt", "no pdf"))).isInstanceOf(Document.State.Ready.class);
        assertThat(added(knowledge, upload("b.md", Format.MARKDOWN, "no pdf")))
                .isInstanceOf(Document.State.Ready.class);
        assertThat(knowledge.add(BASE, upload("c.txt", "no pdf")).outcome()).isEqualTo(Accepted.Outcome.DUPLICATE);
    }

    @Test
    void aSecondServiceIsKeptOutOfTheFolderUntilTheFirstIsClosed() throws Exception {
        Knowledge first = open();

        assertThatThrownBy(this::open).isInstanceOf(FolderInUseException.class).hasMessageContaining(folder.toString());
        Migration migration = new Migration(folder, new LuceneIndexes(), new LuceneIndexes(), SETTINGS);
        assertThatThrownBy(migration::run).isInstanceOf(FolderInUseException.class);
        first.close();

        assertThat(migration.run()).isEmpty();
        assertThat(open().bases()).isEmpty();
    }

    @Test
    void aDocumentWaitsForABudgetThatSoonBeginsAnew() throws Exception {
        Knowledge knowledge = open();
        failures.add(new Failure.QuotaExhausted("used up", Optional.of(Duration.ofMillis(1))));
        failures.add(new Failure.RateLimited("slow down", Optional.of(Duration.ofMillis(1))));

        assertThat(added(knowledge, upload("a.txt", "内容。"))).isInstanceOf(Document.State.Ready.class);
    }

    @Test
    void aDocumentThatNoBudgetIsLeftForSaysSoAndCanBeIndexedAgain() throws Exception {
        Knowledge knowledge = open();
        failures.add(new Failure.QuotaExhausted("the budget is used up", Optional.of(Duration.ofHours(5))));
        Accepted accepted = knowledge.add(BASE, upload("a.txt", "内容。"));
        try (ProgressFeed.Listener listener = knowledge.listen(BASE)) {
            String id = accepted.document().id();
            assertThat(settled(knowledge, listener, id))
                    .isInstanceOfSatisfying(
                            Document.State.Failed.class,
                            failed -> assertThat(failed.reason().english())
                                    .contains("the budget is used up", "index the base again"));

            knowledge.reindex(BASE);
            assertThat(settled(knowledge, listener, id)).isInstanceOf(Document.State.Ready.class);
        }
    }

    @Test
    void aVectorThatNoIndexTakesIsToldBeforeTheRestIsPaidFor() throws Exception {
        dimensions = 5_000;

        assertThat(added(open(), upload("a.txt", "内容。")))
                .isInstanceOfSatisfying(
                        Document.State.Failed.class,
                        failed -> assertThat(failed.reason().english()).contains("5000", "4096"));
    }
}
