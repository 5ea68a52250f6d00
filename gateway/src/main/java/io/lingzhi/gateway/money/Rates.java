package io.lingzhi.gateway.money;

import io.lingzhi.llm.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What single tokens cost, in pico-USD (10^-12 USD) each, so that a price in dollars per million tokens with six
 * decimals is a whole number.
 *
 * @param input tokens that were neither read from nor written to a cache
 * @param output tokens without reasoning
 * @param cacheWrite tokens kept for minutes
 * @param cacheWriteLong tokens kept for an hour
 */
public record Rates(long input, long output, long cacheRead, long cacheWrite, long cacheWriteLong, long reasoning) {
    private static final long PICO_PER_NANO = 1000;
    private static final int PRICE_TO_PICO = 6;
    /** More tokens than any request has: a count beyond is a mistake of the upstream, and must not overflow. */
    private static final long MOST_TOKENS = 100_000_000L;
    /** Dearest price that is taken, in dollars per million tokens. */
    private static final BigDecimal DEAREST = BigDecimal.valueOf(10_000);

    /**
     * Prices in dollars per million tokens, as vendors publish them. An absent price is that of the tokens which it
     * would be a discount or a surcharge for.
     *
     * @throws IllegalArgumentException when a price is negative, or beyond 10000
     */
    public static Rates of(Published published) {
        long input = pico(published.input());
        long output = pico(published.output());
        long cacheWrite = published.cacheWrite().map(Rates::pico).orElse(input);
        return new Rates(
                input,
                output,
                published.cacheRead().map(Rates::pico).orElse(input),
                cacheWrite,
                published.cacheWriteLong().map(Rates::pico).orElse(cacheWrite),
                published.reasoning().map(Rates::pico).orElse(output));
    }

    /** Prices in dollars per million tokens. */
    public record Published(
            BigDecimal input,
            BigDecimal output,
            Optional<BigDecimal> cacheRead,
            Optional<BigDecimal> cacheWrite,
            Optional<BigDecimal> cacheWriteLong,
            Optional<BigDecimal> reasoning) {}

    private static long pico(BigDecimal price) {
        if (price.signum() < 0 || price.compareTo(DEAREST) > 0) {
            throw new IllegalArgumentException("a price is between 0 and " + DEAREST + " dollars per million tokens");
        }
        return price.movePointRight(PRICE_TO_PICO)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** What this usage costs, in nano-USD, rounded once. */
    public long cost(Usage usage) {
        long cached = usage.cacheRead() + usage.cacheWrite();
        long shortWrites = Math.max(0, usage.cacheWrite() - usage.cacheWriteLong());
        long pico = of(Math.max(0, usage.input() - cached), input)
                + of(usage.cacheRead(), cacheRead)
                + of(shortWrites, cacheWrite)
                + of(usage.cacheWriteLong(), cacheWriteLong)
                + of(Math.max(0, usage.output() - usage.reasoning()), output)
                + of(usage.reasoning(), reasoning);
        return (pico + PICO_PER_NANO / 2) / PICO_PER_NANO;
    }

    private static long of(long tokens, long rate) {
        return Math.min(tokens, MOST_TOKENS) * rate;
    }

    /** The dearer of both, kind by kind. */
    Rates max(Rates other) {
        return new Rates(
                Math.max(input, other.input),
                Math.max(output, other.output),
                Math.max(cacheRead, other.cacheRead),
                Math.max(cacheWrite, other.cacheWrite),
                Math.max(cacheWriteLong, other.cacheWriteLong),
                Math.max(reasoning, other.reasoning));
    }
}
