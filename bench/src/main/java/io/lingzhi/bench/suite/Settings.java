package io.lingzhi.bench.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What the benchmark is to do.
 *
 * @param serve the command that starts the gateway, without the arguments of {@code serve}
 * @param nginx the program; without it there are no ratios
 * @param only the one case to run, by its name
 * @param length how often and how long
 */
public record Settings(
        SuiteName suite,
        List<String> serve,
        Optional<Path> nginx,
        List<Other> others,
        Optional<String> only,
        Length length,
        Home home) {

    /**
     * Where the program is.
     *
     * @param sources the folder whose commit is told
     * @param recorded how many requests the ledger in a data folder holds
     */
    public record Home(Path sources, ToLongFunction<Path> recorded) {}

    /**
     * @param rounds how often all are run in turn
     * @param seconds how long each trial is measured, if its case does not ask for more
     * @param most no round is begun that would end later than this after the start
     * @param soak how long the suite {@code soak} lasts
     */
    public record Length(int rounds, double seconds, Duration most, Duration soak) {}

    public Settings {
        serve = List.copyOf(serve);
        others = List.copyOf(others);
    }
}
