package io.lingzhi.bench.suite;

import io.lingzhi.bench.suite.Results.Start;
import io.lingzhi.bench.suite.Trial.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What is aimed at, beside what was measured. */
final class Targets {
    private static final double KIB = 1024;
    private static final double MB = 1e6;

    private final Results results;
    private final List<Row> rows = new ArrayList<>();

    /**
     * One target.
     *
     * @param key names the text that says what it is about
     * @param unit stands behind the numbers
     * @param measured empty when it was not measured
     * @param worst the way that the figure is of, where there are several
     */
    record Row(String key, double limit, String unit, OptionalDouble measured, Optional<String> worst) {
        boolean missed() {
            return measured.isPresent() && measured.getAsDouble() > limit;
        }

        String shown() {
            return measured.isEmpty()
                    ? "-"
                    : number(measured.getAsDouble())
                            + worst.map(" (%s)"::formatted).orElse("");
        }

        String aim() {
            return "<= " + number(limit);
        }

        private String number(double value) {
            String text = value == Math.rint(value) && Math.abs(value) < 1e9
                    ? Long.toString((long) value)
                    : String.format(Locale.ROOT, "%.2f", value);
            return unit.isEmpty() ? text : text + " " + unit;
        }
    }

    private Targets(Results results) {
        this.results = results;
    }

    static List<Row> of(Results results) {
        Targets targets = new Targets(results);
        targets.ratios();
        targets.others();
        return targets.rows;
    }

    private void ratios() {
        ratio("json-pass", Cases.JSON_2000_S, false, 2.5);
        ratio("json-translated", Cases.JSON_2000_S, true, 4);
        ratio("json-pass-closed", Cases.JSON_2K_64, false, 2.5);
        ratio("json-translated-closed", Cases.JSON_2K_64, true, 4);
        ratio("paced-pass", Cases.PACED_2000, false, 1.8);
        ratio("paced-translated", Cases.PACED_2000, true, 2.6);
        ratio("flat-pass", Cases.FLAT_200, false, 2);
        ratio("flat-translated", Cases.FLAT_200, true, 4);
    }

    private void others() {
        worst("delay", Cases.PACED_500, trial -> true, results::addedMillis, 0.5, "ms");
        ratio("body-pass", Cases.JSON_2M, false, 3);
        add("body-heap", 1, "bodies", results.heldBodies());
        idle();
        add("rss", 130, "MB", starts(start -> start.rssBytes() / MB));
        add("start", 0.7, "s", starts(start -> start.firstAnswer().toMillis() / 1e3));
        long errors = results.errors(Contender.EVERYTHING_ON).all()
                + results.errors(Contender.BARE).all();
        add(
                "errors",
                0,
                "",
                results.measured().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) errors));
    }

    private void ratio(String key, Shape shape, boolean translated, double limit) {
        worst(key, shape, trial -> trial.way().translated() == translated, results::ratio, limit, "x nginx");
    }

    /** The worst of all ways with everything on. */
    private void worst(
            String key,
            Shape shape,
            java.util.function.Predicate<Trial> wanted,
            Function<Trial, OptionalDouble> figure,
            double limit,
            String unit) {
        List<Trial> trials = results.trials().stream()
                .filter(trial ->
                        trial.shape().equals(shape) && trial.contender().equals(Contender.EVERYTHING_ON))
                .filter(wanted)
                .filter(trial -> figure.apply(trial).isPresent())
                .toList();
        Optional<Trial> worst = trials.stream()
                .max(java.util.Comparator.comparingDouble(
                        trial -> figure.apply(trial).orElse(0)));
        rows.add(new Row(
                key,
                limit,
                unit,
                worst.map(figure).orElse(OptionalDouble.empty()),
                worst.filter(_ -> trials.size() > 1).map(trial -> trial.way().word())));
    }

    private void idle() {
        OptionalDouble most = results.measured().stream()
                .filter(one -> one.trial().shape().manner() == io.lingzhi.bench.wire.Manner.IDLE
                        && one.trial().contender().equals(Contender.EVERYTHING_ON))
                .mapToDouble(Targets::kibEach)
                .max();
        add("idle", 25, "KB", most);
    }

    static double kibEach(Measured one) {
        double grown = one.after().rssBytes() - one.before().rssBytes();
        return grown / KIB / one.trial().shape().tempo().connections();
    }

    private OptionalDouble starts(ToDoubleFunction<Start> figure) {
        return Results.median(
                results.starts().stream().mapToDouble(figure).boxed().toList());
    }

    private void add(String key, double limit, String unit, OptionalDouble measured) {
        rows.add(new Row(key, limit, unit, measured, Optional.empty()));
    }
}
