package io.lingzhi.gateway.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Values of the sections about money: amounts, prices, rates and time zones. */
final class Decimals {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000L);
    private static final BigDecimal DEAREST = BigDecimal.valueOf(10_000);
    private static final int AMOUNT_DECIMALS = 9;
    private static final int PRICE_DECIMALS = 6;

    private Decimals() {}

    /** An amount of money, up to a thousand million. */
    static ValueType<BigDecimal> amount() {
        return decimal("amount", "", AMOUNT_DECIMALS, MOST);
    }

    /** A price of a million tokens. */
    static ValueType<BigDecimal> price() {
        return decimal("price", "per million tokens", PRICE_DECIMALS, DEAREST);
    }

    /** How much of one currency another is; never zero. */
    static ValueType<BigDecimal> rate() {
        ValueType<BigDecimal> plain = decimal("rate", "", PRICE_DECIMALS, DEAREST);
        return new ValueType<>(
                plain.name(),
                plain.unit(),
                text -> plain.parse().apply(text).filter(rate -> rate.signum() > 0),
                plain.show(),
                plain.expected(),
                plain.arguments());
    }

    private static ValueType<BigDecimal> decimal(String name, String unit, int decimals, BigDecimal most) {
        return new ValueType<>(
                name,
                unit,
                text -> parse(text).filter(value -> value.scale() <= decimals && value.compareTo(most) <= 0),
                BigDecimal::toPlainString,
                Wording.EXPECTED_DECIMAL,
                List.of(decimals));
    }

    private static Optional<BigDecimal> parse(String text) {
        String plain = text.strip();
        return plain.matches("\\d{1,12}(\\.\\d{1,12})?") ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    /** The name of a time zone, such as {@code Asia/Shanghai}. */
    static ValueType<ZoneId> zone() {
        return new ValueType<>("time zone", "", Decimals::zone, ZoneId::getId, Wording.EXPECTED_ZONE, List.of());
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
