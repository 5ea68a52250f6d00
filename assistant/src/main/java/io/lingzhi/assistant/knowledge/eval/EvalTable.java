package io.lingzhi.assistant.knowledge.eval;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Figures as a table in Markdown: a row for all questions of a configuration, and one for each kind. Pure. */
public final class EvalTable {
    private EvalTable() {}

    public static String head() {
        return """
            | configuration | questions | n | R@1 | R@3 | R@10 | MRR | cited | refused | wrongly refused |
            |---|---|---|---|---|---|---|---|---|---|
            """;
    }

    /** @param answers whether answers were asked for, so that the last three columns mean something */
    public static String rows(String configuration, List<Outcome> outcomes, boolean answers) {
        StringBuilder rows = new StringBuilder(row(configuration, "all", Score.of(outcomes), answers));
        TreeSet<String> kinds = new TreeSet<>();
        outcomes.forEach(outcome -> kinds.add(outcome.question().kind()));
        for (String kind : kinds) {
            List<Outcome> some = outcomes.stream()
                    .filter(outcome -> outcome.question().kind().equals(kind))
                    .toList();
            rows.append(row("", kind, Score.of(some), answers));
        }
        return rows.toString();
    }

    private static String row(String configuration, String kind, Score score, boolean answers) {
        String retrieval = String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.3f | %.3f | %.3f | %.3f |",
                configuration,
                kind,
                score.questions(),
                score.recallAt1(),
                score.recallAt3(),
                score.recallAt10(),
                score.reciprocalRank());
        return retrieval
                + (answers
                        ? String.format(
                                Locale.ROOT,
                                " %.3f | %.3f | %.3f |%n",
                                score.cited(),
                                score.refused(),
                                score.wronglyRefused())
                        : " - | - | - |\n");
    }
}
