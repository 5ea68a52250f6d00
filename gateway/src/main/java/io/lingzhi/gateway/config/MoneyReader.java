package io.lingzhi.gateway.config;

import io.lingzhi.gateway.config.BudgetLimits.Limits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the sections {@code prices} and {@code budgets}. */
final class MoneyReader {
    private static final int MOST_TOKENS = 100_000_000;

    private final Reading reading;
    private final Section prices;
    private final Section budgets;

    MoneyReader(Reading reading, Section top) {
        this.reading = reading;
        this.prices = top.section("prices");
        this.budgets = top.section("budgets");
    }

    Money read() {
        BigDecimal cnyPerUsd = prices.value("cny-per-usd", Decimals.rate(), Pricing.NONE.cnyPerUsd());
        return new Money(new Pricing(rows(cnyPerUsd), cnyPerUsd), limits(cnyPerUsd));
    }

    private List<Pricing.Row> rows(BigDecimal cnyPerUsd) {
        List<Pricing.Row> rows = new ArrayList<>();
        for (Section row : prices.sections("own")) {
            row(row, cnyPerUsd).ifPresent(rows::add);
        }
        return rows;
    }

    private Optional<Pricing.Row> row(Section row, BigDecimal cnyPerUsd) {
        Optional<String> provider = row.optional("provider", ValueType.text());
        Optional<String> model = row.optional("model", ValueType.text());
        BigDecimal unit = row.value("currency", currency(), Currency.USD).inDollars(cnyPerUsd);
        int above = row.value("above", ValueType.integer(-1, MOST_TOKENS, "tokens"), -1);
        Optional<BigDecimal> input = price(row, "input", unit);
        Optional<BigDecimal> output = price(row, "output", unit);
        Optional<BigDecimal> cacheRead = price(row, "cache-read", unit);
        Optional<BigDecimal> cacheWrite = price(row, "cache-write", unit);
        Optional<BigDecimal> cacheWriteLong = price(row, "cache-write-1h", unit);
        Optional<BigDecimal> reasoning = price(row, "reasoning", unit);
        if (model.isEmpty() || input.isEmpty() || output.isEmpty()) {
            if (!reading.isDescribing()) {
                String nothing = reading.say(Wording.FOUND_NOTHING);
                reading.problem(row.place(), row.path(), nothing, Wording.EXPECTED_PRICE);
            }
            return Optional.empty();
        }
        return Optional.of(new Pricing.Row(
                provider.map(name -> name.toLowerCase(Locale.ROOT)),
                model.get(),
                above,
                input.get(),
                output.get(),
                cacheRead,
                cacheWrite,
                cacheWriteLong,
                reasoning));
    }

    private static Optional<BigDecimal> price(Section row, String name, BigDecimal unit) {
        return row.optional(name, Decimals.price()).map(unit::multiply);
    }

    /** In what an amount is given. */
    private enum Currency {
        USD,
        CNY;

        BigDecimal inDollars(BigDecimal cnyPerUsd) {
            return switch (this) {
                case USD -> BigDecimal.ONE;
                case CNY -> BigDecimal.ONE.divide(cnyPerUsd, 12, RoundingMode.HALF_UP);
            };
        }
    }

    private static ValueType<Currency> currency() {
        Map<String, Currency> currencies = new LinkedHashMap<>();
        currencies.put("usd", Currency.USD);
        currencies.put("cny", Currency.CNY);
        return ValueType.choice(currencies);
    }

    private BudgetLimits limits(BigDecimal cnyPerUsd) {
        BigDecimal unit = budgets.value("currency", currency(), Currency.USD).inDollars(cnyPerUsd);
        return new BudgetLimits(
                limits(budgets, unit),
                limits(budgets.section("each-key"), unit),
                ofKeys(unit),
                budgets.value("step-down-at", ValueType.integer(1, 100, "percent"), 80),
                stepDown(),
                budgets.value("unknown-price", unknown(), false),
                budgets.value("reserve-output", ValueType.integer(1, MOST_TOKENS, "tokens"), 1024),
                budgets.restart().value("time-zone", Decimals.zone(), ZoneId.of("UTC")));
    }

    private static Limits limits(Section section, BigDecimal unit) {
        return new Limits(nanos(section, "day", unit), nanos(section, "month", unit));
    }

    private static OptionalLong nanos(Section section, String name, BigDecimal unit) {
        return section.optional(name, Decimals.amount())
                .map(amount -> OptionalLong.of(amount.multiply(unit)
                        .movePointRight(9)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact()))
                .orElse(OptionalLong.empty());
    }

    private Map<Secret, Limits> ofKeys(BigDecimal unit) {
        Map<Secret, Limits> ofKeys = new LinkedHashMap<>();
        for (Section each : budgets.sections("keys")) {
            SecretText key = each.secret("api-key", ValueType.secret());
            key.missing().forEach(variable -> reading.lost(variable, Wording.LOST_BUDGET));
            Limits limits = limits(each, unit);
            key.value().ifPresent(secret -> ofKeys.put(secret, limits));
        }
        return ofKeys;
    }

    private Map<String, String> stepDown() {
        Map<String, String> stepDown = new LinkedHashMap<>();
        budgets.map("step-down", ValueType.modelName(), Map.of())
                .forEach((from, to) -> stepDown.put(from.toLowerCase(Locale.ROOT), to));
        return stepDown;
    }

    private static ValueType<Boolean> unknown() {
        Map<String, Boolean> choices = new LinkedHashMap<>();
        choices.put("allow", false);
        choices.put("refuse", true);
        return ValueType.choice(choices);
    }
}
