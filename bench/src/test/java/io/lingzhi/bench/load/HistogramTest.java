package io.lingzhi.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void tellsTheMedianOfSmallNumbersExactly() {
        LongStream.of(5, 1, 3, 2, 4).forEach(histogram::record);

        assertThat(histogram.quantile(0.5)).isEqualTo(3);
        assertThat(histogram.quantile(0)).isEqualTo(1);
        assertThat(histogram.quantile(1)).isEqualTo(5);
    }

    @Test
    void isWithinTwoHundredthsOfTheTrueQuantile() {
        long[] values = new Random(1).longs(10_000, 1, 5_000_000_000L).sorted().toArray();
        LongStream.of(values).forEach(histogram::record);

        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
            double exact = values[(int) Math.ceil(share * values.length) - 1];
            assertThat((double) histogram.quantile(share)).isCloseTo(exact, within(exact * 0.02));
        }
    }

    @Test
    void takesEveryNumberAndNeverTellsMoreThanTheGreatest() {
        for (long value : new long[] {-5, 0, 63, 64, 65, 127, 128, 1L << 40, Long.MAX_VALUE}) {
            histogram.record(value);
            assertThat(histogram.quantile(1)).isLessThanOrEqualTo(Math.max(0, value));
        }
        assertThat(histogram.total()).isEqualTo(9);
    }

    @Test
    void isEmptyAfterItWasCleared() {
        histogram.record(7);
        histogram.clear();

        assertThat(histogram.total()).isZero();
        assertThat(histogram.quantile(0.5)).isZero();
    }
}
