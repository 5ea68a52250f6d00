package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Tally;
import io.lingzhi.bench.measure.Footprint;
import io.lingzhi.bench.measure.ProcessTree;
import io.lingzhi.bench.suite.Trial.Measured;
import io.lingzhi.bench.suite.Trial.Span;

/** Runs trials, one at a time, with one load generator. */
final class Runner {
    private static final double MOST_SECONDS_TO_OPEN = 60;

    private final Loader load;
    private final double seconds;

    /** @param seconds how long a trial is measured, if its shape does not ask for more */
    Runner(Loader load, double seconds) {
        this.load = load;
        this.seconds = seconds;
    }

    Measured run(Trial trial, Contender contender, int round) {
        Shape shape = trial.shape();
        Footprint before = footprint(contender);
        load.start(contender.job(shape, trial.way()));
        load.pause(shape.settle());
        if (shape.held()) {
            load.awaitUnits(shape, shape.tempo().connections(), MOST_SECONDS_TO_OPEN);
        }
        Tally first = load.look();
        long cpu = cpu(contender);
        long begun = System.nanoTime();
        load.pause(Math.max(seconds, shape.least()));
        Tally second = load.look();
        Span span = new Span(
                Loader.units(shape, second) - Loader.units(shape, first),
                System.nanoTime() - begun,
                cpu(contender) - cpu);
        Footprint after = footprint(contender);
        return new Measured(trial, round, span, second.times(), load.end(shape).errors(), before, after);
    }

    /** Lets a contender get warm: so many requests or chunks, at most for so long. */
    void warm(Contender contender, Trial trial, long units, double mostSeconds) {
        load.runUntil(contender.job(trial.shape(), trial.way()), trial.shape(), units, mostSeconds);
    }

    private static long cpu(Contender contender) {
        return contender.process().map(ProcessTree::cpuNanos).orElse(0L);
    }

    static Footprint footprint(Contender contender) {
        return contender.process().map(ProcessTree::footprint).orElse(Footprint.NONE);
    }
}
