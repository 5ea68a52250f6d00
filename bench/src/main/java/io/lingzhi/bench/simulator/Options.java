package io.lingzhi.bench.simulator;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a simulator is told at its start.
 *
 * @param key the Bearer key that every request must bring; empty when all are welcome
 * @param models the names that {@code GET .../models} lists; any other name is answered too
 * @param nanos a clock in nanoseconds that only moves forward, such as {@code System::nanoTime}
 */
public record Options(Optional<String> key, List<String> models, LongSupplier nanos) {
    public Options {
        models = List.copyOf(models);
    }

    /** No key, and the usual models. */
    public static Options open(LongSupplier nanos) {
        return new Options(Optional.empty(), List.of("sim-ok", "sim-think", "sim-embed"), nanos);
    }

    /** The same, for those who know the key. */
    public Options withKey(String required) {
        return new Options(Optional.of(required), models, nanos);
    }

    @Override
    public String toString() {
        return "Options[key=" + (key.isPresent() ? "set" : "none") + ", models=" + models + "]";
    }
}
