package io.lingzhi.gateway.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final Rates CLAUDE = rates("5", "25", "0.5", "6.25", "10");

    private static Rates rates(String input, String output, String read, String write, String writeLong) {
        return Rates.of(new Rates.Published(
                new BigDecimal(input),
                new BigDecimal(output),
                Optional.of(new BigDecimal(read)),
                Optional.of(new BigDecimal(write)),
                Optional.of(new BigDecimal(writeLong)),
                Optional.empty()));
    }

    @Test
    void countsEveryKindOfTokenOnce() {
        // 1000 plain + 20000 read + 3000 short writes + 1000 long writes; 500 of output with 200 of reasoning.
        Usage usage = new Usage(25_000, 500, 20_000, 4_000, 1_000, 200);

        long nanos = 1_000 * 5_000L + 20_000 * 500L + 3_000 * 6_250L + 1_000 * 10_000L + 500 * 25_000L;
        assertThat(CLAUDE.cost(usage)).isEqualTo(nanos).isEqualTo(56_250_000L);
    }

    @Test
    void takesTheInputPriceWhereACacheHasNone() {
        Rates plain = Rates.of(new Rates.Published(
                BigDecimal.ONE,
                BigDecimal.TEN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));

        assertThat(plain.cost(new Usage(10, 0, 4, 3, 1, 0))).isEqualTo(10 * 1000);
        assertThat(plain.cost(new Usage(0, 10, 0, 0, 0, 7))).isEqualTo(10 * 10_000);
    }

    @Test
    void roundsOnceAndNotForEachKindOfToken() {
        // 0.0028 dollars a million: 2.8 nano-USD a token.
        Rates cheap = rates("0.0028", "0.0028", "0.0028", "0.0028", "0.0028");

        assertThat(cheap.cost(new Usage(1, 1, 0, 0, 0))).isEqualTo(6);
        assertThat(cheap.cost(new Usage(1, 0, 0, 0, 0))).isEqualTo(3);
    }

    @Test
    void refusesPricesThatAreNone() {
        assertThatThrownBy(() -> rates("-1", "1", "1", "1", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rates("1", "10001", "1", "1", "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverOverflowsNorPaysBack() {
        Rates dearest = rates("10000", "10000", "0", "0", "0");
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            Usage usage = new Usage(random.nextLong(Long.MAX_VALUE), random.nextLong(1_000_000_000), 0, 0, 0);
            assertThat(dearest.cost(usage)).as("%s", usage).isNotNegative();
        }
        assertThat(dearest.cost(new Usage(0, 0, 100, 50, 0)))
                .as("more cached than read")
                .isNotNegative();
    }
}
