package io.lingzhi.assistant.knowledge.eval;

import java.util.List;
import java.util.function.Predicate;

/**
 * The figures of one configuration over some questions, each from 0 to 1.
 *
 * @param refused share of questions without an answer that were told there is none
 * @param wronglyRefused share of questions with an answer that were told there is none
 */
public record Score(
        int questions,
        double recallAt1,
        double recallAt3,
        double recallAt10,
        double reciprocalRank,
        double cited,
        double refused,
        double wronglyRefused) {

    static Score of(List<Outcome> outcomes) {
        List<Outcome> answerable =
                outcomes.stream().filter(one -> one.question().answerable()).toList();
        List<Outcome> others =
                outcomes.stream().filter(one -> !one.question().answerable()).toList();
        return new Score(
                outcomes.size(),
                share(answerable, one -> within(one, 1)),
                share(answerable, one -> within(one, 3)),
                share(answerable, one -> within(one, 10)),
                answerable.stream()
                        .mapToDouble(one -> one.rank() == 0 ? 0 : 1.0 / one.rank())
                        .average()
                        .orElse(0),
                share(answerable, one -> one.cited().orElse(false)),
                share(others, one -> !one.answered()),
                share(answerable, one -> !one.answered()));
    }

    private static boolean within(Outcome outcome, int ranks) {
        return outcome.rank() >= 1 && outcome.rank() <= ranks;
    }

    private static double share(List<Outcome> outcomes, Predicate<Outcome> good) {
        return outcomes.isEmpty() ? 0 : (double) outcomes.stream().filter(good).count() / outcomes.size();
    }
}
