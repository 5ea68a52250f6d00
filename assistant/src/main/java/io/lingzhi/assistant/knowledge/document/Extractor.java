package io.lingzhi.assistant.knowledge.document;

import java.util.function.LongSupplier;

/** Reads documents of every format within limits. For any thread. */
public final class Extractor {
    private final ExtractionLimits limits;
    private final LongSupplier nanoTime;

    /** @param nanoTime a clock for the deadline, in nanoseconds */
    public Extractor(ExtractionLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    public ExtractionLimits limits() {
        return limits;
    }

    /** The text of a document; a document without any letter or digit is refused. */
    public Extracted read(Format format, byte[] bytes) throws UnreadableException {
        if (bytes.length > limits.sourceBytes()) {
            throw Unreadable.error(
                    "too-large",
                    "the document is larger than " + limits.sourceBytes() + " bytes; split it",
                    "文档超过 " + limits.sourceBytes() + " 字节,请拆分");
        }
        Allowance allowance = new Allowance(limits, nanoTime);
        Extracted extracted = extract(format, bytes, allowance);
        allowance.check(extracted.text().length());
        if (extracted.text().codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw Unreadable.error("no-text", "the document holds no text", "文档中没有文字");
        }
        return extracted;
    }

    private static Extracted extract(Format format, byte[] bytes, Allowance allowance) throws UnreadableException {
        try {
            return switch (format) {
                case TEXT -> PlainText.read(CharsetGuess.decode(bytes));
                case MARKDOWN -> MarkdownText.read(CharsetGuess.decode(bytes));
                case HTML -> HtmlText.read(CharsetGuess.decodeHtml(bytes), allowance);
                case PDF -> PdfText.read(bytes, allowance);
                case DOCX -> DocxText.read(bytes, allowance);
            };
        } catch (StackOverflowError e) {
            throw Unreadable.error(
                    "nested-too-deeply",
                    "the document is nested too deeply to be read; simplify it",
                    "文档嵌套层次过深,无法读取,请简化");
        }
    }
}
