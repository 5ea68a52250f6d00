package io.lingzhi.gateway.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How amounts are written for people. */
public final class Amount {
    private static final int NANO_DIGITS = 9;
    private static final int MOST_DECIMALS = 6;

    private Amount() {}

    /** Dollars with two to six decimals, such as {@code $0.0312}. */
    public static String dollars(long nanos) {
        return "$" + decimals(BigDecimal.valueOf(nanos, NANO_DIGITS));
    }

    /** Yuan with two to six decimals, such as {@code ¥0.2215}. */
    public static String yuan(long nanos, BigDecimal cnyPerUsd) {
        return "¥" + decimals(BigDecimal.valueOf(nanos, NANO_DIGITS).multiply(cnyPerUsd));
    }

    /** In both currencies, such as {@code $0.0312 (¥0.2215)}. */
    public static String both(long nanos, BigDecimal cnyPerUsd) {
        return dollars(nanos) + " (" + yuan(nanos, cnyPerUsd) + ")";
    }

    private static String decimals(BigDecimal amount) {
        BigDecimal rounded =
                amount.setScale(MOST_DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.setScale(Math.max(2, rounded.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
