package io.lingzhi.assistant.knowledge.document;

import java.time.Duration;

/**
 * What one document may cost.
 *
 * @param sourceBytes largest file
 * @param unpackedBytes most bytes that a packed file may unpack to
 * @param characters longest text
 * @param pages most pages of a PDF
 * @param deadline longest time, checked between pages and paragraphs
 */
public record ExtractionLimits(long sourceBytes, long unpackedBytes, int characters, int pages, Duration deadline) {
    public static final ExtractionLimits DEFAULT =
            new ExtractionLimits(32L << 20, 128L << 20, 5_000_000, 2_000, Duration.ofMinutes(2));
}
