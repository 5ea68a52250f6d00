package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoneyReaderTest {
    @TempDir
    Path folder;

    private Money money(String yaml) {
        Loaded.Ok loaded = ConfigFolder.at(folder).ok(yaml);
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.inactiveKeys()).isEmpty();
        return loaded.config().money();
    }

    @Test
    void setsNoLimitsByDefault() {
        assertThat(money("port: 1\n")).isEqualTo(Money.NONE);
    }

    @Test
    void readsLimitsInYuan() {
        BudgetLimits limits = money("""
            prices: {cny-per-usd: 8}
            budgets:
              currency: cny
              day: 40
              each-key: {month: 0.8}
              keys: [{api-key: k, day: 4, month: 8}]
              step-down: {Claude-Opus: lingzhi-chat}
              step-down-at: 90
              unknown-price: refuse
              time-zone: Asia/Shanghai
            """).limits();

        assertThat(limits.whole().dayNanos()).hasValue(5_000_000_000L);
        assertThat(limits.whole().monthNanos()).isEmpty();
        assertThat(limits.everyKey().monthNanos()).hasValue(100_000_000L);
        assertThat(limits.ofKey())
                .containsEntry(
                        new Secret("k"),
                        new BudgetLimits.Limits(OptionalLong.of(500_000_000), OptionalLong.of(1_000_000_000)));
        assertThat(limits.stepDown()).containsEntry("claude-opus", "lingzhi-chat");
        assertThat(limits.stepDownPercent()).isEqualTo(90);
        assertThat(limits.refuseUnknown()).isTrue();
        assertThat(limits.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void readsPricesOfOnesOwn() {
        Pricing.Row row = money("""
            prices:
              own: [{provider: House, model: 'big-*', input: 1.5, output: 6, cache-read: 0.15, above: 1000}]
            """).pricing().rows().getFirst();

        assertThat(row.provider()).contains("house");
        assertThat(row.input()).isEqualByComparingTo("1.5");
        assertThat(row.cacheRead())
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("0.15"));
        assertThat(row.cacheWrite()).isEmpty();
        assertThat(row.above()).isEqualTo(1000);
    }

    @Test
    void refusesPricesThatAreNotWhole() {
        assertThat(ConfigFolder.at(folder).refused("prices: {own: [{model: m, input: 1}]}\n"))
                .anySatisfy(problem -> assertThat(problem.text()).contains("model, input and output"));
        assertThat(ConfigFolder.at(folder).refused("budgets: {day: a lot}\n"))
                .anySatisfy(problem -> assertThat(problem.text()).contains("budgets.day"));
    }
}
