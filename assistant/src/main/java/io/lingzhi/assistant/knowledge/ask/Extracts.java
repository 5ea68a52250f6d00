package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.assistant.Spent;
import io.lingzhi.assistant.knowledge.text.Span;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.ModelId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Picks the sentences that answer a question best, where no model can write an answer: by the nearness of their vectors
 * to the question's, and by the rank of their source. For any thread; blocks.
 */
final class Extracts {
    private static final int MOST_SOURCES = 3;
    private static final int MOST_SENTENCES = 48;
    private static final int MOST_QUOTES = 3;
    /** What a further sentence may fall behind the best one. */
    private static final double NEAR_BEST = 0.06;
    /** What each rank of its source takes from a sentence. */
    private static final double RANK_COST = 0.04;

    private final EmbeddingClient embeddings;
    private final String model;

    Extracts(EmbeddingClient embeddings, String model) {
        this.embeddings = embeddings;
        this.model = model;
    }

    private record Sentence(Source source, Span span) {
        String text() {
            return span.of(source.text()).strip();
        }
    }

    /**
     * The chosen quotes in the order of their sources; at least one unless there are no sources.
     *
     * @param costNanos of the vectors, in nano-USD; empty where that is not known
     */
    record Picked(List<SourceCitation> citations, OptionalLong costNanos) {}

    Picked of(String question, List<Source> sources, Caller caller) {
        List<Sentence> sentences = sources.stream()
                .limit(MOST_SOURCES)
                .flatMap(source -> Quotes.sentences(source).stream().map(span -> new Sentence(source, span)))
                .limit(MOST_SENTENCES)
                .toList();
        if (sentences.isEmpty()) {
            return new Picked(List.of(), Spent.NOTHING);
        }
        List<String> texts = new ArrayList<>(List.of(question));
        sentences.forEach(sentence -> texts.add(sentence.text()));
        return switch (embeddings.embed(new ModelId(model), texts, caller)) {
            case Vectors.Failed _ -> new Picked(List.of(Quotes.of(sources.getFirst(), question)), Spent.NOTHING);
            case Vectors.Complete complete -> new Picked(best(sentences, complete.vectors()), complete.costNanos());
        };
    }

    private static List<SourceCitation> best(List<Sentence> sentences, List<float[]> vectors) {
        double[] scores = IntStream.range(0, sentences.size())
                .mapToDouble(i -> cosine(vectors.get(0), vectors.get(i + 1))
                        - RANK_COST * (sentences.get(i).source().number() - 1))
                .toArray();
        double least = IntStream.range(0, scores.length)
                        .mapToDouble(i -> scores[i])
                        .max()
                        .orElse(0)
                - NEAR_BEST;
        return IntStream.range(0, scores.length)
                .boxed()
                .filter(i -> scores[i] >= least)
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .limit(MOST_QUOTES)
                .sorted()
                .map(i -> Quotes.citation(
                        sentences.get(i).source(), sentences.get(i).span()))
                .toList();
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            dot += a[i] * b[i];
            lengthA += a[i] * a[i];
            lengthB += b[i] * b[i];
        }
        return dot / Math.max(1e-12, Math.sqrt(lengthA * lengthB));
    }
}
