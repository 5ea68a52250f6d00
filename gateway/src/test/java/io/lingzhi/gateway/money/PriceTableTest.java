package io.lingzhi.gateway.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.Usage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTableTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final PriceTable SHIPPED = PriceTable.shipped();

    private static OptionalLong cost(String provider, String model, Instant at, Usage usage) {
        return SHIPPED.find(provider, model)
                .flatMap(price -> price.rates(at, usage.input()))
                .map(rates -> OptionalLong.of(rates.cost(usage)))
                .orElse(OptionalLong.empty());
    }

    /** A million tokens in and out, in micro-dollars, compared with the vendors' published lists. */
    @ParameterizedTest
    @CsvSource({
        "anthropic, claude-opus-5, 5, 25",
        "anthropic, claude-opus-5-20260801, 5, 25",
        "anthropic, CLAUDE-3-5-HAIKU-latest, 0.8, 4",
        "google, gemini-3.6-flash, 0.75, 3.75",
        "deepseek, deepseek-v4-pro, 0.66, 1.98",
        "dashscope, qwen3-max, 0.861, 3.441",
        "dashscope-intl, qwen3-max, 1.2, 6",
        "zhipu, glm-4-plus, 0.69, 0.69",
    })
    void knowsWhatVendorsAsk(String provider, String model, double input, double output) {
        long thousand = 1_000;

        assertThat(cost(provider, model, NOON, new Usage(thousand, 0, 0, 0, 0)))
                .hasValue(Math.round(input * thousand * 1_000));
        assertThat(cost(provider, model, NOON, new Usage(0, thousand, 0, 0, 0)))
                .hasValue(Math.round(output * thousand * 1_000));
    }

    @Test
    void asksMoreAtTheHoursAtWhichTheVendorDoes() {
        Usage usage = new Usage(1_000_000, 0, 0, 0, 0);

        assertThat(cost("deepseek", "deepseek-v4-flash", Instant.parse("2026-11-25T02:00:00Z"), usage))
                .hasValue(440_000_000);
        assertThat(cost("deepseek", "deepseek-v4-flash", Instant.parse("2026-11-25T04:00:00Z"), usage))
                .hasValue(220_000_000);
        assertThat(cost("deepseek", "deepseek-v4-flash", Instant.parse("2026-08-01T05:00:00Z"), usage))
                .hasValue(140_000_000);
    }

    @Test
    void asksMoreForTheWholeOfALongRequest() {
        assertThat(cost("anthropic", "claude-sonnet-4-5", NOON, new Usage(200_000, 0, 0, 0, 0)))
                .hasValue(600_000_000);
        assertThat(cost("anthropic", "claude-sonnet-4-5", NOON, new Usage(200_001, 0, 0, 0, 0)))
                .hasValue(1_200_006_000);
    }

    @Test
    void doesNotGuess() {
        assertThat(SHIPPED.find("anthropic", "house-model")).isEmpty();
        assertThat(SHIPPED.find("nobody", "claude-opus-5")).isEmpty();
    }

    @Test
    void holdsHoursAcrossMidnight() {
        PriceTable night = PriceTable.read("p\tm\t\t\t\t1\t1\t\t\t\t\np\tm\t22:00-06:00\t\t\t3\t1\t\t\t\t\n");
        Price price = night.find("p", "M").orElseThrow();

        for (String time : List.of("22:00", "23:59", "00:00", "05:59")) {
            assertThat(input(price, time)).as(time).isEqualTo(3_000);
        }
        for (String time : List.of("06:00", "21:59")) {
            assertThat(input(price, time)).as(time).isEqualTo(1_000);
        }
        assertThat(price.dearest(Instant.parse("2026-11-25T06:00:00Z"))
                        .orElseThrow()
                        .input())
                .isEqualTo(1_000_000);
    }

    private static long input(Price price, String time) {
        Instant at = Instant.parse("2026-11-25T" + time + ":00Z");
        return price.rates(at, 1).orElseThrow().cost(new Usage(1, 0, 0, 0, 0));
    }

    @Test
    void canReadEveryRowThatComesWithTheProgram() throws Exception {
        String table;
        try (InputStream in = Objects.requireNonNull(PriceTable.class.getResourceAsStream("prices.tsv"))) {
            table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> rows = table.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.replaceFirst("\t[^\t]*", "\tm"))
                .toList();

        assertThat(rows)
                .hasSizeGreaterThan(1_000)
                .allSatisfy(row -> assertThat(PriceTable.read(row).find(row.replaceFirst("\t.*", ""), "m"))
                        .as(row)
                        .isPresent());
    }

    @Test
    void refusesARowThatIsNone() {
        PriceTable table = PriceTable.read("p\tm\t1\t2\n");
        assertThatThrownBy(() -> table.find("p", "m")).hasMessageContaining("11 columns");
    }
}
