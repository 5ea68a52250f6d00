package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Job;
import io.lingzhi.bench.load.LoadProcess;
import io.lingzhi.bench.load.Tally;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;

/** The load generator's process, with one job at a time. */
final class Loader {
    static final long PATIENCE_MILLIS = 20_000;
    private static final int STEP_MILLIS = 100;

    private final Field field;
    private final Spoken process;

    Loader(Children children, Field field) {
        this.field = field;
        this.process = Spoken.start(children, LoadProcess.class);
    }

    void start(Job job) {
        process.ask(job.json().with("do", JsonValue.of("start")));
    }

    /** What was seen so far; times since the last look only. */
    Tally look() {
        return Tally.of(process.ask(Json.object().put("do", "look").build()));
    }

    /** Ends the job; what is not answered within so long is cut. */
    Tally end(long millis) {
        return Tally.of(
                process.ask(Json.object().put("do", "end").put("millis", millis).build()));
    }

    /** Ends the job and, where the upstream holds its streams open, those; chunks that got lost count as wrong. */
    Tally end(Shape shape) {
        long sent = shape.held() ? field.endStreams() : 0;
        Tally last = end(PATIENCE_MILLIS);
        boolean lost = shape.held() && last.errors().all() == 0 && sent != last.marks();
        return lost ? last.withWrong(Math.abs(sent - last.marks())) : last;
    }

    /** Runs a load until so many requests or chunks have come, at most for so long. Returns the answered requests. */
    long runUntil(Job job, Shape shape, long units, double mostSeconds) {
        start(job);
        awaitUnits(shape, units, mostSeconds);
        return end(shape).answered();
    }

    /** Waits until so many requests or chunks have come, at most for so long. */
    void awaitUnits(Shape shape, long units, double mostSeconds) {
        long deadline = System.nanoTime() + Math.round(mostSeconds * 1e9);
        while (units(shape, look()) < units && System.nanoTime() < deadline) {
            process.pause(STEP_MILLIS);
        }
    }

    /** Lets so many seconds pass under the load. */
    void pause(double seconds) {
        process.pause(Math.round(seconds * 1000));
    }

    static long units(Shape shape, Tally tally) {
        return shape.byChunk() ? tally.marks() : tally.answered();
    }
}
