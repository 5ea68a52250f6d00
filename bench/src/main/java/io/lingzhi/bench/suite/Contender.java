package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Job;
import io.lingzhi.bench.load.Job.Ask;
import io.lingzhi.bench.measure.ProcessTree;
import java.util.Optional;

/**
 * One of those that run beside each other.
 *
 * @param name {@link #DIRECT}, {@link #NGINX}, {@link #EVERYTHING_ON}, {@link #BARE}, or that of another gateway
 * @param process what is measured; none for the direct path
 * @param kind how it is asked
 * @param key the client key that it is shown; empty for none
 */
record Contender(String name, int port, Optional<ProcessTree> process, Kind kind, String key) {
    static final String DIRECT = "direct";
    static final String NGINX = "nginx";
    static final String EVERYTHING_ON = "on";
    static final String BARE = "bare";

    enum Kind {
        /** Knows only paths: the upstream itself, and what passes paths on. */
        PATHS,
        /** Goes by the model's name: {@code MANNER-PROTOCOL}. */
        MODELS
    }

    /** The job of this load. What goes by paths speaks the upstream's protocol. */
    Job job(Shape shape, Way way) {
        boolean streamed = shape.manner().streamed();
        String model = shape.manner().word() + "-" + way.upstream().word();
        String prefix = kind == Kind.PATHS ? "/" + shape.manner().word() : "";
        return new Job(
                port,
                prefix + way.client().path(model, streamed),
                key,
                new Ask(way.client(), model, shape.bodyBytes(), streamed),
                shape.tempo(),
                shape.expected());
    }
}
