package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Tally.Errors;
import io.lingzhi.bench.measure.Footprint;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a gateway took up over a longer time.
 *
 * @param before before the load
 * @param samples under the load, in even steps of {@code stepSeconds}
 * @param after a while after the load
 * @param answered requests that the load saw answered, those of the warm-up too
 * @param recorded requests in the ledger; empty where it was not looked at
 */
record Lasting(
        String name,
        Footprint before,
        Samples samples,
        Footprint after,
        long answered,
        OptionalLong recorded,
        Errors errors) {

    /** Looks in even steps. */
    record Samples(List<Footprint> all, double stepSeconds) {
        Samples {
            all = List.copyOf(all);
        }

        long mostRss() {
            return all.stream().mapToLong(Footprint::rssBytes).max().orElse(0);
        }

        long mostThreads() {
            return all.stream().mapToLong(Footprint::threads).max().orElse(0);
        }

        long mostFiles() {
            return all.stream().mapToLong(Footprint::files).max().orElse(0);
        }

        /** Growth of resident memory in bytes a minute, by least squares over the second half. */
        double rssSlope() {
            List<Footprint> half = all.subList(all.size() / 2, all.size());
            double middle = (half.size() - 1) / 2.0;
            double mean = half.stream().mapToLong(Footprint::rssBytes).average().orElse(0);
            double both = 0;
            double square = 0;
            for (int i = 0; i < half.size(); i++) {
                both += (i - middle) * (half.get(i).rssBytes() - mean);
                square += (i - middle) * (i - middle);
            }
            return square == 0 ? 0 : both / square / stepSeconds * 60;
        }
    }
}
