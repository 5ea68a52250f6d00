package io.lingzhi.gateway.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The operator's own prices, which go before those that come with the program.
 *
 * @param cnyPerUsd how many yuan a dollar is, where amounts are shown or given in yuan
 */
public record Pricing(List<Row> rows, BigDecimal cnyPerUsd) {
    /** Nothing but the prices that come with the program. */
    public static final Pricing NONE = new Pricing(List.of(), new BigDecimal("7.1"));

    public Pricing {
        rows = List.copyOf(rows);
    }

    /**
     * What the models that match cost, in dollars per million tokens. Of several rows the last that holds decides.
     *
     * @param provider a provider's name or id; empty: every provider's
     * @param model the provider's own name of the model, {@code *} stands for any text
     * @param above holds for requests with more input tokens than this; -1: for all
     */
    public record Row(
            Optional<String> provider,
            String model,
            long above,
            BigDecimal input,
            BigDecimal output,
            Optional<BigDecimal> cacheRead,
            Optional<BigDecimal> cacheWrite,
            Optional<BigDecimal> cacheWriteLong,
            Optional<BigDecimal> reasoning) {}
}
