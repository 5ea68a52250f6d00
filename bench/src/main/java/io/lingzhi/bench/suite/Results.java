package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Tally.Errors;
import io.lingzhi.bench.suite.Trial.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * All that was measured, and what is told from it. Medians are over rounds; ratios are made in each round first.
 *
 * @param starts process starts, with the memory that each took up a while after
 * @param heldBodies what the body of a stream that is open adds to the live heap, in lengths of it
 * @param lasting what was watched over a longer time
 */
record Results(List<Measured> measured, List<Start> starts, OptionalDouble heldBodies, List<Lasting> lasting) {

    /** @param rssBytes resident memory of the idle process */
    record Start(Duration firstAnswer, long rssBytes) {}

    Results {
        measured = List.copyOf(measured);
        starts = List.copyOf(starts);
        lasting = List.copyOf(lasting);
    }

    /** What was run, each once, in order. */
    List<Trial> trials() {
        return measured.stream().map(Measured::trial).distinct().toList();
    }

    List<Measured> of(Trial trial) {
        return measured.stream().filter(one -> one.trial().equals(trial)).toList();
    }

    OptionalDouble median(Trial trial, ToDoubleFunction<Measured> figure) {
        return median(of(trial).stream().mapToDouble(figure).boxed().toList());
    }

    /** CPU time of one request or chunk over nginx's, of the same load in the same round. */
    OptionalDouble ratio(Trial trial) {
        List<Double> ratios = new ArrayList<>();
        for (Measured one : of(trial)) {
            beside(one, Contender.NGINX)
                    .filter(nginx -> nginx.cpuMicros() > 0)
                    .ifPresent(nginx -> ratios.add(one.cpuMicros() / nginx.cpuMicros()));
        }
        return median(ratios);
    }

    /** Median time, in milliseconds, over that of the direct path in the same round. */
    OptionalDouble addedMillis(Trial trial) {
        List<Double> added = new ArrayList<>();
        for (Measured one : of(trial)) {
            beside(one, Contender.DIRECT)
                    .ifPresent(direct ->
                            added.add((one.times().p50() - direct.times().p50()) / 1e6));
        }
        return median(added);
    }

    private Optional<Measured> beside(Measured one, String contender) {
        Trial other = new Trial(one.trial().shape(), contender, Way.CHAT);
        return of(other).stream().filter(each -> each.round() == one.round()).findFirst();
    }

    Errors errors(String contender) {
        return measured.stream()
                .filter(one -> one.trial().contender().equals(contender))
                .map(Measured::errors)
                .reduce(Errors.NONE, Errors::plus);
    }

    static OptionalDouble median(List<Double> values) {
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }
}
