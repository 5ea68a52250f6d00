package io.lingzhi.gateway.local;

import io.lingzhi.gateway.local.Sentences.Kind;
import io.lingzhi.gateway.local.Sentences.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Picks the sentences that say most about a question. A sentence's score is the share of the question's terms that it
 * holds, each weighted by its kind ({@link Terms}) and by how rare it is among the sentences (inverse document
 * frequency), from 0 to 1. A lead, such as a heading or a question, hands its score on to the statement after it.
 */
final class Extract {
    /** The most sentences that are quoted. */
    static final int MAX_SENTENCES = 3;
    /** Below this share of the question a sentence is not about it. */
    private static final double THRESHOLD = 0.3;
    /** What a further sentence must reach of the best one's score. */
    private static final double NEAR_BEST = 0.75;
    /** What of a lead's score the statement after it receives. */
    private static final double HANDED_ON = 0.8;
    /** The longest question that is looked at, in characters. */
    private static final int MAX_QUESTION = 500;

    private Extract() {}

    /**
     * @param searchable whether the passages hold any statement at all
     * @param quotes in the order of the passages, each a piece of one of them
     */
    record Result(boolean searchable, List<String> quotes) {
        Result {
            quotes = List.copyOf(quotes);
        }
    }

    static Result of(String question, List<String> passages) {
        List<Sentence> sentences = passages.stream()
                .flatMap(passage -> Sentences.of(Instructions.withoutPrefix(passage)).stream())
                .filter(sentence -> !Instructions.isOne(sentence.text()))
                .toList();
        boolean searchable = sentences.stream().anyMatch(sentence -> sentence.kind() == Kind.STATEMENT);
        Map<String, Double> terms = Terms.of(question.substring(0, Math.min(MAX_QUESTION, question.length())));
        if (!searchable || terms.isEmpty()) {
            return new Result(searchable, List.of());
        }
        return new Result(true, best(sentences, scores(sentences, terms), question));
    }

    private static List<String> best(List<Sentence> sentences, double[] scores, String question) {
        double best = IntStream.range(0, scores.length)
                .filter(i -> sentences.get(i).kind() == Kind.STATEMENT)
                .mapToDouble(i -> scores[i])
                .max()
                .orElse(0);
        double least = Math.max(THRESHOLD, NEAR_BEST * best);
        Set<String> seen = new HashSet<>(Set.of(question));
        return IntStream.range(0, scores.length)
                .filter(i -> sentences.get(i).kind() == Kind.STATEMENT && scores[i] >= least)
                .filter(i -> seen.add(sentences.get(i).text()))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(i -> i))
                .limit(MAX_SENTENCES)
                .sorted()
                .map(i -> sentences.get(i).text())
                .toList();
    }

    private static double[] scores(List<Sentence> sentences, Map<String, Double> terms) {
        List<Set<String>> held = new ArrayList<>();
        Map<String, Integer> frequency = new HashMap<>();
        for (Sentence sentence : sentences) {
            Set<String> own = heldTerms(sentence.text(), terms.keySet());
            own.forEach(term -> frequency.merge(term, 1, Integer::sum));
            held.add(own);
        }
        Map<String, Double> weights = weights(terms, frequency, sentences.size());
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double[] scores = new double[sentences.size()];
        double handedOn = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.max(handedOn, score(held.get(i), weights, all));
            handedOn = sentences.get(i).kind() == Kind.LEAD ? HANDED_ON * scores[i] : 0;
        }
        return scores;
    }

    private static Set<String> heldTerms(String sentence, Set<String> terms) {
        String normal = Terms.normal(sentence);
        Set<String> words = Terms.words(normal);
        Set<String> held = new HashSet<>();
        for (String term : terms) {
            if (Terms.holds(normal, words, term)) {
                held.add(term);
            }
        }
        return held;
    }

    private static Map<String, Double> weights(
            Map<String, Double> terms, Map<String, Integer> frequency, int sentences) {
        Map<String, Double> weights = new HashMap<>();
        terms.forEach((term, weight) -> {
            int found = frequency.getOrDefault(term, 0);
            if (found == 0 && Terms.isBonus(term)) {
                return;
            }
            int holding = Math.max(1, found);
            weights.put(term, weight * (1 + Math.log((sentences + 1.0) / (holding + 1.0))));
        });
        return weights;
    }

    /** The share of the question that is held; nothing when that is one single CJK character out of several. */
    private static double score(Set<String> held, Map<String, Double> weights, double all) {
        boolean oneCharacter = held.size() == 1
                && weights.size() > 1
                && held.stream().allMatch(term -> Terms.isCjk(term) && term.codePointCount(0, term.length()) == 1);
        if (oneCharacter) {
            return 0;
        }
        return held.stream()
                        .mapToDouble(term -> weights.getOrDefault(term, 0.0))
                        .sum()
                / all;
    }
}
