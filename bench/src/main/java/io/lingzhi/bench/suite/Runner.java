package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Job;
import io.lingzhi.bench.load.LoadProcess;
import io.lingzhi.bench.load.Tally;
import io.lingzhi.bench.measure.Footprint;
import io.lingzhi.bench.measure.ProcessTree;
import io.lingzhi.bench.suite.Trial.Measured;
import io.lingzhi.bench.suite.Trial.Span;
import io.lingzhi.bench.wire.Manner;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;

/** Runs trials, one at a time, with one load generator. */
final class Runner {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final double WARM_STEP = 0.1;

    private final Field field;
    private final Spoken load;
    private final double seconds;

    /** @param seconds how long a trial is measured, if its shape does not ask for more */
    Runner(Children children, Field field, double seconds) {
        this.field = field;
        this.load = Spoken.start(children, LoadProcess.class);
        this.seconds = seconds;
    }

    Measured run(Trial trial, Contender contender, int round) {
        Footprint before = footprint(contender);
        start(contender.job(trial.shape(), trial.way()));
        pause(trial.shape().settle());
        Tally first = look();
        long cpu = cpu(contender);
        long begun = System.nanoTime();
        pause(Math.max(seconds, trial.shape().least()));
        Tally second = look();
        Span span = new Span(
                units(trial.shape(), second) - units(trial.shape(), first),
                System.nanoTime() - begun,
                cpu(contender) - cpu);
        Footprint after = footprint(contender);
        return new Measured(
                trial, round, span, second.times(), end(trial.shape()).errors(), before, after);
    }

    /** Runs a load until so many requests or chunks have been answered, at most for so long. */
    void warm(Contender contender, Trial trial, long units, double mostSeconds) {
        start(contender.job(trial.shape(), trial.way()));
        long deadline = System.nanoTime() + Math.round(mostSeconds * 1e9);
        while (units(trial.shape(), look()) < units && System.nanoTime() < deadline) {
            pause(WARM_STEP);
        }
        end(trial.shape());
    }

    private void start(Job job) {
        load.ask(job.json().with("do", JsonValue.of("start")));
    }

    private Tally look() {
        return Tally.of(load.ask(Json.object().put("do", "look").build()));
    }

    private Tally end(Shape shape) {
        boolean held = shape.manner() == Manner.PACED || shape.manner() == Manner.IDLE;
        long sent = held ? field.endStreams() : 0;
        Tally last = Tally.of(load.ask(
                Json.object().put("do", "end").put("millis", PATIENCE_MILLIS).build()));
        boolean lost = held && last.errors().all() == 0 && sent != last.marks();
        return lost ? last.withWrong(Math.abs(sent - last.marks())) : last;
    }

    private static long units(Shape shape, Tally tally) {
        return shape.byChunk() ? tally.marks() : tally.answered();
    }

    private static long cpu(Contender contender) {
        return contender.process().map(ProcessTree::cpuNanos).orElse(0L);
    }

    static Footprint footprint(Contender contender) {
        return contender.process().map(ProcessTree::footprint).orElse(Footprint.NONE);
    }

    private static void pause(double seconds) {
        Probe.pause(Math.round(seconds * 1000));
    }
}
