package io.lingzhi.llm;

/**
 * What an answer consumed, in tokens. One meaning for every protocol: {@code input} includes cache reads and cache
 * writes, {@code output} includes reasoning.
 *
 * @param cacheWriteLong the part of {@code cacheWrite} that is kept for an hour rather than minutes
 */
public record Usage(long input, long output, long cacheRead, long cacheWrite, long cacheWriteLong, long reasoning) {
    /** Counts without long-lived cache writes. */
    public Usage(long input, long output, long cacheRead, long cacheWrite, long reasoning) {
        this(input, output, cacheRead, cacheWrite, 0, reasoning);
    }

    /** Nothing consumed, or nothing reported. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    public Usage {
        if (input < 0 || output < 0 || cacheRead < 0 || cacheWrite < 0 || cacheWriteLong < 0 || reasoning < 0) {
            throw new IllegalArgumentException("token counts are not negative");
        }
    }

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                output + other.output,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                cacheWriteLong + other.cacheWriteLong,
                reasoning + other.reasoning);
    }

    /** All tokens, read and written. */
    public long total() {
        return input + output;
    }
}
