package io.lingzhi.bench.suite;

import io.lingzhi.bench.measure.ProcessTree;
import io.lingzhi.bench.suite.Field.Gateway;
import io.lingzhi.bench.suite.Results.Start;
import io.lingzhi.bench.suite.Trial.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run of the benchmark, from the first process to the last. */
public final class Bench {
    private static final int STARTS = 5;
    private static final long REST_AFTER_START_MILLIS = 1_500;
    private static final long COLD_CALLS = 150_000;
    private static final long WARM_CALLS = 15_000;
    private static final long WARM_CHUNKS = 3_000_000;
    private static final double WARM_SECONDS = 15;
    private static final double COLD_SECONDS = 50;
    private static final int SPARE_FILES = 400;

    private final Settings settings;
    private final Words words;
    private final Consumer<String> progress;
    private final Children children;
    private final Field field;
    private final Loader load;
    private final Runner runner;
    private final long begun = System.nanoTime();
    private final List<Measured> measured = Collections.synchronizedList(new ArrayList<>());
    private final List<Start> starts = new ArrayList<>();

    private Bench(Settings settings, Words words, Consumer<String> progress, Children children, Path folder) {
        this.settings = settings;
        this.words = words;
        this.progress = progress;
        this.children = children;
        this.field = new Field(children, folder, settings.serve());
        this.load = new Loader(children, field);
        this.runner = new Runner(load, settings.length().seconds());
    }

    /**
     * What came out.
     *
     * @param tables in Markdown
     * @param json everything that was measured
     * @param chart ratios to nginx, as SVG
     */
    public record Outcome(String tables, String json, String chart) {}

    /** Runs a suite. Whatever happens, no process of it is left. */
    public static Outcome run(Settings settings, Words words, Consumer<String> progress) {
        Map<String, String> machine = Machine.describe(settings.home().sources());
        Path folder = folder();
        Children children = new Children(folder);
        Thread closing = Thread.ofPlatform().unstarted(children::close);
        Runtime.getRuntime().addShutdownHook(closing);
        try (children) {
            Bench bench = new Bench(settings, words, progress, children, folder);
            Results results = bench.results();
            return new Outcome(
                    new Report(results, words).text(),
                    ResultsJson.of(results, machine),
                    Chart.of(results, words.say("bench.chart", machine.getOrDefault("commit", ""))));
        } finally {
            delete(folder);
        }
    }

    private Results results() {
        if (settings.suite().measuresStart()) {
            measureStarts();
        }
        List<Trial> trials = Cases.of(settings.suite()).stream()
                .filter(trial ->
                        settings.only().map(trial.shape().name()::equals).orElse(true))
                .toList();
        if (!trials.isEmpty()) {
            runInRounds(withOthers(trials));
        }
        OptionalDouble heldBodies = OptionalDouble.empty();
        if (settings.suite().measuresIdle()) {
            measureIdle();
            heldBodies = measureHeldBodies();
        }
        return new Results(measured, starts, heldBodies, lasting());
    }

    private List<Lasting> lasting() {
        LongRuns runs = new LongRuns(children, field, settings.home().recorded());
        return switch (settings.suite()) {
            case SLOW -> runs.slow();
            case SOAK -> List.of(runs.soak(settings.length().soak()));
            case ALL, JSON, STREAMS, IDLE, START, QUICK -> List.of();
        };
    }

    private void measureStarts() {
        for (int i = 0; i < STARTS; i++) {
            // The first makes the data folder, and the others find it as after any restart.
            Gateway gateway = field.restarted(Contender.EVERYTHING_ON);
            gateway.pause(REST_AFTER_START_MILLIS);
            long rss = Runner.footprint(gateway.contender()).rssBytes();
            starts.add(new Start(gateway.firstAnswer(), rss));
            say("bench.started", gateway.firstAnswer().toMillis(), rss / 1_000_000);
            field.stop(gateway);
        }
    }

    private void runInRounds(List<Trial> trials) {
        Map<String, Contender> contenders = contenders(trials);
        List<Trial> run = trials.stream()
                .filter(trial -> contenders.containsKey(trial.contender()))
                .toList();
        warm(run, contenders);
        long first = System.nanoTime();
        for (int round = 1; round <= settings.length().rounds() && fits(round, first); round++) {
            say("bench.round", round, settings.length().rounds());
            for (Trial trial : run) {
                add(runner.run(trial, contender(trial, contenders), round));
            }
        }
    }

    private void add(Measured one) {
        measured.add(one);
        Trial trial = one.trial();
        progress.accept("  %-14s %-7s %-18s %9.2f us %10.0f/s  p50 %.2f ms%s"
                .formatted(
                        trial.shape().name(),
                        trial.contender(),
                        trial.way().word(),
                        one.cpuMicros(),
                        one.perSecond(),
                        one.times().p50() / 1e6,
                        one.errors().all() == 0 ? "" : "  " + one.errors()));
    }

    /** Whether one more round ends in time, if it takes as long as those before. */
    private boolean fits(int round, long first) {
        if (round == 1) {
            return true;
        }
        long now = System.nanoTime();
        long each = (now - first) / (round - 1);
        boolean fits = now - begun + each <= settings.length().most().toNanos();
        if (!fits) {
            say("bench.no-time", round - 1);
        }
        return fits;
    }

    private Map<String, Contender> contenders(List<Trial> trials) {
        Set<String> wanted = new LinkedHashSet<>();
        trials.forEach(trial -> wanted.add(trial.contender()));
        Map<String, Contender> contenders = new LinkedHashMap<>();
        contenders.put(Contender.DIRECT, field.direct());
        if (settings.nginx().isEmpty()) {
            say("bench.no-nginx");
        }
        settings.nginx().ifPresent(program -> contenders.put(Contender.NGINX, field.nginx(program)));
        if (wanted.contains(Contender.EVERYTHING_ON)) {
            contenders.put(
                    Contender.EVERYTHING_ON,
                    field.everythingOn(Contender.EVERYTHING_ON).contender());
        }
        if (wanted.contains(Contender.BARE)) {
            contenders.put(Contender.BARE, field.bare().contender());
        }
        for (Other other : settings.others()) {
            contenders.put(other.name(), field.other(other));
        }
        return contenders;
    }

    /** The trials, and beside each that passes chat through with everything on, the same of other gateways. */
    private List<Trial> withOthers(List<Trial> trials) {
        List<Trial> all = new ArrayList<>();
        for (Trial trial : trials) {
            all.add(trial);
            if (trial.contender().equals(Contender.EVERYTHING_ON) && trial.way().equals(Way.CHAT)) {
                settings.others().forEach(other -> all.add(new Trial(trial.shape(), other.name(), Way.CHAT)));
            }
        }
        return all;
    }

    /**
     * Runs everything that will be measured for a while first. A call passes through thousands of methods, and a JVM
     * needs some hundred thousand calls until it has compiled all of them as well as it can.
     */
    private void warm(List<Trial> trials, Map<String, Contender> contenders) {
        say("bench.warming");
        Set<String> begun = new HashSet<>();
        Set<List<Object>> seen = new HashSet<>();
        for (Trial trial : trials) {
            // Streams at full speed take the same way as paced ones, and get there sooner.
            Shape shape = trial.shape().held() ? Cases.FLAT_200 : trial.shape();
            if (seen.add(List.of(trial.contender(), shape.manner(), trial.way()))) {
                boolean cold = begun.add(trial.contender());
                long units = shape.byChunk() ? WARM_CHUNKS : cold ? COLD_CALLS : WARM_CALLS;
                double most = cold ? COLD_SECONDS : WARM_SECONDS;
                Trial warming = new Trial(shape, trial.contender(), trial.way());
                runner.warm(contender(trial, contenders), warming, units, most);
            }
        }
    }

    private static Contender contender(Trial trial, Map<String, Contender> contenders) {
        return Objects.requireNonNull(contenders.get(trial.contender()));
    }

    /** Each in a fresh process, so that its memory beyond idle is that of the streams. */
    private void measureIdle() {
        Gateway gateway = field.everythingOn(Contender.EVERYTHING_ON);
        int streams = streams(gateway.contender());
        Shape shape = Cases.idle(streams);
        say("bench.idle", streams);
        gateway.pause(REST_AFTER_START_MILLIS);
        add(runner.run(new Trial(shape, Contender.EVERYTHING_ON, Way.CHAT), gateway.contender(), 1));
        field.stop(gateway);
        settings.nginx().ifPresent(program -> {
            Contender nginx = field.nginx(program);
            add(runner.run(new Trial(shape, Contender.NGINX, Way.CHAT), nginx, 1));
        });
    }

    private OptionalDouble measureHeldBodies() {
        say("bench.bodies");
        Gateway gateway = field.everythingOn(Contender.EVERYTHING_ON);
        OptionalDouble bodies = new HeldBodies(children, load).of(gateway);
        field.stop(gateway);
        return bodies;
    }

    /** Each stream takes two files of the gateway. */
    private static int streams(Contender gateway) {
        long files = gateway.process().flatMap(ProcessTree::fileLimit).orElse(1024L);
        return (int) Math.min(10_000, (files - SPARE_FILES) / 2);
    }

    private void say(String key, Object... arguments) {
        progress.accept(words.say(key, arguments));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("lingzhi-bench");
        } catch (IOException e) {
            throw new BenchException("no temporary folder can be made: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // A temporary folder that stays behind does no harm.
        }
    }
}
