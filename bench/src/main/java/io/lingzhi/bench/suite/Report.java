package io.lingzhi.bench.suite;

import io.lingzhi.bench.suite.Trial.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The tables of a run: what was measured of each, and the targets. In Markdown, which can be read as it is, too. */
final class Report {
    private static final String NONE = "-";

    private final Results results;
    private final Words words;

    Report(Results results, Words words) {
        this.results = results;
        this.words = words;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (!results.measured().isEmpty()) {
            text.append(table(measuredHead(), measuredRows())).append('\n');
        }
        if (!results.lasting().isEmpty()) {
            return text.append(table(lastingHead(), lastingRows())).toString();
        }
        return text.append(table(targetHead(), targetRows())).toString();
    }

    private List<String> measuredHead() {
        return heads("case", "contender", "way", "cpu", "ratio", "rate", "p50", "p99", "added", "rss", "errors");
    }

    private List<List<String>> measuredRows() {
        return results.trials().stream().map(this::row).toList();
    }

    private List<String> row(Trial trial) {
        return List.of(
                trial.shape().name(),
                trial.contender(),
                trial.way().word(),
                trial.contender().equals(Contender.DIRECT)
                        ? NONE
                        : number(results.median(trial, Measured::cpuMicros), 2),
                trial.contender().equals(Contender.DIRECT) ? NONE : number(results.ratio(trial), 2),
                number(results.median(trial, Measured::perSecond), 0),
                number(results.median(trial, one -> one.times().p50() / 1e6), 2),
                number(results.median(trial, one -> one.times().p99() / 1e6), 1),
                number(results.addedMillis(trial), 2),
                trial.contender().equals(Contender.DIRECT)
                        ? NONE
                        : number(results.median(trial, one -> one.after().rssBytes() / 1e6), 0),
                Long.toString(results.of(trial).stream()
                        .mapToLong(one -> one.errors().all())
                        .sum()));
    }

    private List<String> lastingHead() {
        return heads(
                "case",
                "rss-before",
                "rss-most",
                "rss-after",
                "slope",
                "threads",
                "files",
                "answered",
                "recorded",
                "errors");
    }

    private List<List<String>> lastingRows() {
        return results.lasting().stream()
                .map(one -> List.of(
                        one.name(),
                        megabytes(one.before().rssBytes()),
                        megabytes(one.samples().mostRss()),
                        megabytes(one.after().rssBytes()),
                        String.format(Locale.ROOT, "%.2f", one.samples().rssSlope() / 1e6),
                        one.before().threads() + " - " + one.samples().mostThreads(),
                        one.before().files() + " - " + one.samples().mostFiles() + " - "
                                + one.after().files(),
                        Long.toString(one.answered()),
                        one.recorded().isEmpty()
                                ? NONE
                                : Long.toString(one.recorded().getAsLong()),
                        Long.toString(one.errors().all())))
                .toList();
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f", bytes / 1e6);
    }

    private List<String> targetHead() {
        return heads("what", "target", "measured", "verdict");
    }

    private List<List<String>> targetRows() {
        return Targets.of(results).stream()
                .map(row -> List.of(
                        words.say("bench.target." + row.key()), row.aim(), row.shown(), words.say(verdict(row))))
                .toList();
    }

    private static String verdict(Targets.Row row) {
        if (row.measured().isEmpty()) {
            return "bench.unmeasured";
        }
        return row.missed() ? "bench.missed" : "bench.met";
    }

    private List<String> heads(String... keys) {
        List<String> heads = new ArrayList<>();
        for (String key : keys) {
            heads.add(words.say("bench.column." + key));
        }
        return heads;
    }

    static String number(OptionalDouble value, int decimals) {
        return value.isEmpty() ? NONE : String.format(Locale.ROOT, "%." + decimals + "f", value.getAsDouble());
    }

    private static String table(List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        all.addAll(rows);
        int[] widths = new int[head.size()];
        all.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], columns(row.get(i)));
            }
        });
        StringBuilder text = new StringBuilder(line(head, widths));
        text.append('|');
        for (int width : widths) {
            text.append("-".repeat(width + 2)).append('|');
        }
        text.append('\n');
        rows.forEach(row -> text.append(line(row, widths)));
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths[i] - columns(cell) + 1))
                    .append('|');
        }
        return line.append('\n').toString();
    }

    /** Columns on a screen, where Chinese characters take two. */
    private static int columns(String text) {
        return text.codePoints().map(letter -> letter >= 0x2E80 ? 2 : 1).sum();
    }
}
