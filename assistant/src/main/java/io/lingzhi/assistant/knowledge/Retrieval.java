package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.Spent;
import io.lingzhi.assistant.knowledge.SearchAsk.Mode;
import io.lingzhi.assistant.knowledge.index.Found;
import io.lingzhi.assistant.knowledge.index.Fusion;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import io.lingzhi.assistant.knowledge.text.Passage;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds passages by words and by vectors, and fuses what both find. For any thread; blocks. */
final class Retrieval {
    private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);

    /** How many each search hands to the fusion, at least. */
    private static final int DEPTH = 50;

    private final EmbeddingClient embeddings;
    private final Supplier<KnowledgeSettings> settings;

    Retrieval(EmbeddingClient embeddings, Supplier<KnowledgeSettings> settings) {
        this.embeddings = embeddings;
        this.settings = settings;
    }

    Retrieved search(KnowledgeBase base, PassageIndex index, SearchAsk ask, Caller caller)
            throws IOException, KnowledgeException {
        int depth = Math.max(DEPTH, ask.limit());
        List<Found> near = List.of();
        Optional<Failure> noVector = Optional.empty();
        OptionalLong cost = Spent.NOTHING;
        if (ask.mode() != Mode.WORDS) {
            switch (vector(base.builtWith().embedding(), ask.query(), caller)) {
                case Vectors.Complete complete -> {
                    near = index.byVector(complete.vectors().getFirst(), ask.filter(), depth);
                    cost = complete.costNanos();
                }
                case Vectors.Failed(Failure failure) -> noVector = Optional.of(failure);
            }
        }
        if (ask.mode() == Mode.VECTORS && noVector.isPresent()) {
            throw new KnowledgeException(new Refusal.NoVector(noVector.get()));
        }
        List<Found> worded = ask.mode() == Mode.VECTORS ? List.of() : index.byWords(ask.query(), ask.filter(), depth);
        Set<String> words = QuestionWords.of(ask.query());
        ToDoubleFunction<Found> share = ask.mode() == Mode.VECTORS ? _ -> 0 : found -> share(words, found.passage());
        List<Fusion.Fused> fused = settings.get().fusion().of(worded, near, share);
        List<Hit> hits = hits(base, index, fused, ask);
        Evidence.Measure measure = measure(words, hits);
        return new Retrieved(hits, verdict(words, hits, measure), measure, cost, noVector);
    }

    private Vectors vector(String model, String query, Caller caller) {
        return embeddings.embed(new ModelId(model), List.of(settings.get().queryPrefix() + query), caller);
    }

    private static List<Hit> hits(KnowledgeBase base, PassageIndex index, List<Fusion.Fused> fused, SearchAsk ask)
            throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (Fusion.Fused one : fused) {
            Optional<Document> document = base.document(one.found().documentId());
            if (document.isPresent() && hits.size() < ask.limit()) {
                Passage passage = one.found().passage();
                List<Passage> around = around(index, document.get().id(), passage.ordinal(), ask.neighbours());
                Hit.Stretch stretch = stretch(base, document.get(), passage, around);
                hits.add(new Hit(document.get(), passage, one.score(), one.words(), one.cosine(), around, stretch));
            }
        }
        return hits;
    }

    private static List<Passage> around(PassageIndex index, String id, int ordinal, int neighbours) throws IOException {
        if (neighbours == 0) {
            return List.of();
        }
        return index.passages(id, Math.max(0, ordinal - neighbours), ordinal + neighbours + 1).stream()
                .filter(passage -> passage.ordinal() != ordinal)
                .toList();
    }

    /** The passage alone where the document's text is that of another revision, or is just being replaced. */
    private static Hit.Stretch stretch(KnowledgeBase base, Document document, Passage passage, List<Passage> around) {
        Hit.Stretch alone = Hit.Stretch.of(passage);
        if (around.isEmpty()) {
            return alone;
        }
        int start = Math.min(passage.start(), around.getFirst().start());
        int end = Math.max(passage.end(), around.getLast().end());
        try {
            String text = base.text(document);
            boolean same = text.startsWith(passage.text(), passage.start()) && end <= text.length();
            return same ? new Hit.Stretch(start, end, text.substring(start, end)) : alone;
        } catch (IOException e) {
            LOG.debug("the text of document {} is not there: told without neighbours", document.id(), e);
            return alone;
        }
    }

    private Evidence.Verdict verdict(Set<String> words, List<Hit> hits, Evidence.Measure measure) {
        if (hits.isEmpty()) {
            return Evidence.Verdict.NONE;
        }
        Evidence.Verdict verdict = settings.get().evidence().of(measure);
        boolean codeIsNowhere =
                hits.stream().map(Hit::passage).allMatch(passage -> QuestionWords.lacksCode(words, text(passage)));
        return verdict == Evidence.Verdict.ENOUGH && codeIsNowhere ? Evidence.Verdict.THIN : verdict;
    }

    private static Evidence.Measure measure(Set<String> words, List<Hit> hits) {
        OptionalDouble nearest =
                hits.stream().flatMapToDouble(hit -> hit.cosine().stream()).max();
        double share = hits.stream()
                .mapToDouble(hit -> share(words, hit.passage()))
                .max()
                .orElse(0);
        return new Evidence.Measure(nearest, share);
    }

    private static double share(Set<String> words, Passage passage) {
        return QuestionWords.share(words, text(passage));
    }

    private static String text(Passage passage) {
        return passage.path() + "\n" + passage.text();
    }
}
