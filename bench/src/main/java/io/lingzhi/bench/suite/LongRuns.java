package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Job;
import io.lingzhi.bench.load.Job.Tempo;
import io.lingzhi.bench.load.Tally;
import io.lingzhi.bench.load.Tally.Errors;
import io.lingzhi.bench.measure.Footprint;
import io.lingzhi.bench.suite.Field.Gateway;
import io.lingzhi.bench.suite.Lasting.Samples;
import io.lingzhi.bench.wire.Manner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** The suites {@code slow} and {@code soak}: what a gateway takes up over a longer time. */
final class LongRuns {
    private static final int SLOW_BYTES_A_SECOND = 1024;
    private static final int SLOW_SECONDS = 30;
    private static final int REST_SECONDS = 3;
    private static final int BODY = 2_048;
    private static final int MOST_CALLS_A_SECOND = 2_000;
    private static final int STREAMS = 300;
    private static final int STREAM_SECONDS = 60;
    private static final int STEP_SECONDS = 10;
    private static final Shape FULL_SPEED = Cases.JSON_2K_64;

    private final Children children;
    private final Field field;
    private final ToLongFunction<Path> recorded;

    /** @param recorded how many requests the ledger in a data folder holds */
    LongRuns(Children children, Field field, ToLongFunction<Path> recorded) {
        this.children = children;
        this.field = field;
        this.recorded = recorded;
    }

    /** Readers of 1 KB a second on streams of 50 MB that come as fast as they go. */
    List<Lasting> slow() {
        List<Lasting> all = new ArrayList<>();
        Gateway gateway = field.everythingOn("slow");
        Loader load = new Loader(children, field);
        load.runUntil(gateway.contender().job(FULL_SPEED, Way.CHAT), FULL_SPEED, 2_000, 10);
        for (int readers : List.of(1, 500)) {
            all.add(slow(gateway, load, readers));
        }
        field.stop(gateway);
        return all;
    }

    private static Lasting slow(Gateway gateway, Loader load, int readers) {
        Contender contender = gateway.contender();
        Tempo tempo = Tempo.slow(readers, SLOW_BYTES_A_SECOND);
        Shape shape = new Shape("slow-" + readers, Manner.BULK, BODY, tempo, 0, SLOW_SECONDS);
        Footprint before = Runner.footprint(contender);
        load.start(contender.job(shape, Way.CHAT));
        Samples samples = samples(gateway, SLOW_SECONDS, 1);
        // What is still under way then is hung up on, which is no error of anybody.
        Tally last = load.look();
        load.end(0);
        gateway.pause(REST_SECONDS * 1000L);
        return new Lasting(
                shape.name(),
                before,
                samples,
                Runner.footprint(contender),
                last.open(),
                OptionalLong.empty(),
                last.errors());
    }

    /** Calls at a quarter of what is possible and paced streams beside them, about half load together. */
    Lasting soak(Duration howLong) {
        Gateway gateway = field.everythingOn("soak");
        Contender contender = gateway.contender();
        Loader calls = new Loader(children, field);
        Loader streams = new Loader(children, field);
        long warm = calls.runUntil(contender.job(FULL_SPEED, Way.CHAT), FULL_SPEED, 60_000, 30);
        long begun = System.nanoTime();
        long more = calls.runUntil(contender.job(FULL_SPEED, Way.CHAT), FULL_SPEED, Long.MAX_VALUE, 5);
        double possible = more * 1e9 / (System.nanoTime() - begun);
        int rate = Math.clamp(Math.round(possible / 4), 20, MOST_CALLS_A_SECOND);
        Shape called = new Shape("soak", Manner.JSON, BODY, Tempo.open(rate, 256), 0, 0);
        Shape paced = new Shape("soak", Manner.PACED, BODY, Tempo.once(STREAMS, 100), 0, 0);
        Footprint before = Runner.footprint(contender);
        calls.start(contender.job(called, Way.CHAT));
        Streamed streamed = new Streamed(streams, contender.job(paced, Cases.FROM_MESSAGES));
        List<Footprint> all = new ArrayList<>();
        for (long left = howLong.toSeconds(); left > 0; left -= STREAM_SECONDS) {
            all.addAll(streamed.forSeconds(Math.min(left, STREAM_SECONDS), gateway));
        }
        Tally whole = calls.end(Loader.PATIENCE_MILLIS);
        gateway.pause(REST_SECONDS * 1000L);
        Footprint after = Runner.footprint(contender);
        field.stop(gateway);
        return new Lasting(
                "soak",
                before,
                new Samples(all, STEP_SECONDS),
                after,
                // The first call of all found out that the gateway answers.
                1 + warm + more + whole.answered() + streamed.answered,
                OptionalLong.of(recorded.applyAsLong(gateway.data())),
                whole.errors().plus(streamed.errors));
    }

    /**
     * Streams that are opened, held for a while and ended, again and again: as long as one goes on, the gateway keeps
     * what was said on it, so that memory grows with streams that never end.
     */
    private final class Streamed {
        private final Loader load;
        private final Job job;
        private long answered;
        private Errors errors = Errors.NONE;

        Streamed(Loader load, Job job) {
            this.load = load;
            this.job = job;
        }

        List<Footprint> forSeconds(long seconds, Gateway gateway) {
            load.start(job);
            List<Footprint> seen = samples(gateway, seconds, STEP_SECONDS).all();
            long sent = field.endStreams();
            Tally ended = load.end(Loader.PATIENCE_MILLIS);
            long lost = ended.errors().all() == 0 ? Math.abs(sent - ended.marks()) : 0;
            answered += ended.answered();
            errors = errors.plus(ended.errors()).plus(new Errors(0, 0, 0, lost));
            return seen;
        }
    }

    private static Samples samples(Gateway gateway, long seconds, int step) {
        List<Footprint> all = new ArrayList<>();
        long begun = System.nanoTime();
        for (long at = step; at <= seconds; at += step) {
            long due = begun + at * 1_000_000_000;
            gateway.pause(Math.max(0, (due - System.nanoTime()) / 1_000_000));
            all.add(Runner.footprint(gateway.contender()));
        }
        return new Samples(all, step);
    }
}
