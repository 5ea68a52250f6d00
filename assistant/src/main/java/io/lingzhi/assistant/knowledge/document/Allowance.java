package io.lingzhi.assistant.knowledge.document;

import java.util.function.LongSupplier;

/** What is left of one document's limits while it is read. One thread. */
final class Allowance {
    private final ExtractionLimits limits;
    private final LongSupplier nanoTime;
    private final long end;

    Allowance(ExtractionLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + limits.deadline().toNanos();
    }

    ExtractionLimits limits() {
        return limits;
    }

    /** Throws when the time is over, or the text has become too long. */
    void check(int characters) throws UnreadableException {
        if (nanoTime.getAsLong() - end > 0) {
            long seconds = limits.deadline().toSeconds();
            throw Unreadable.error(
                    "too-slow",
                    "the document could not be read within " + seconds + " s; split it into smaller ones",
                    "文档未能在 " + seconds + " 秒内读完,请拆分成较小的文档");
        }
        if (characters > limits.characters()) {
            throw Unreadable.error(
                    "too-long",
                    "the document has more than " + limits.characters() + " characters of text; split it",
                    "文档正文超过 " + limits.characters() + " 个字符,请拆分");
        }
    }
}
