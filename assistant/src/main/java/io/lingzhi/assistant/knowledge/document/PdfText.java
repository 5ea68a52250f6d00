package io.lingzhi.assistant.knowledge.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text of a PDF, page by page; lines that a sentence runs over are joined again. */
final class PdfText {
    private static final int HEAD = 1024;
    /** Fewer letters a page than this, and the pages are pictures. */
    private static final int LEAST_LETTERS = 2;

    private PdfText() {}

    static Extracted read(byte[] bytes, Allowance allowance) throws UnreadableException {
        if (!hasHead(bytes)) {
            throw Unreadable.error("not-a-pdf", "the file is no PDF, whatever its name says", "文件不是 PDF,与扩展名不符");
        }
        if (!hasEnd(bytes)) {
            throw Unreadable.error(
                    "broken-pdf", "the PDF is cut short: its end is missing; send it whole", "PDF 不完整,缺少结尾,请重新上传完整的文件");
        }
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            return read(pdf, allowance);
        } catch (InvalidPasswordException e) {
            throw Unreadable.error(
                    "encrypted-pdf",
                    "the PDF is protected by a password; remove the protection and send it again",
                    "PDF 已加密,请去除密码后重新上传");
        } catch (IOException | RuntimeException e) {
            throw Unreadable.error(
                    "broken-pdf", "the PDF is damaged and cannot be read; export it again", "PDF 已损坏,无法读取,请重新导出");
        }
    }

    private static Extracted read(PDDocument pdf, Allowance allowance) throws IOException, UnreadableException {
        int pages = pdf.getNumberOfPages();
        if (pages > allowance.limits().pages()) {
            int most = allowance.limits().pages();
            throw Unreadable.error(
                    "too-many-pages",
                    "the PDF has " + pages + " pages, more than " + most + "; split it",
                    "PDF 有 " + pages + " 页,超过 " + most + " 页,请拆分");
        }
        TextBlocks blocks = new TextBlocks(allowance);
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        for (int page = 1; page <= pages; page++) {
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            blocks.page(page);
            for (String paragraph : LineFlow.paragraphs(stripper.getText(pdf))) {
                blocks.paragraph(paragraph);
            }
        }
        Extracted extracted = blocks.end();
        long letters =
                extracted.text().codePoints().filter(Character::isLetterOrDigit).count();
        if (letters < (long) LEAST_LETTERS * pages) {
            throw Unreadable.error(
                    "scanned-pdf",
                    "the PDF holds pictures of pages and no text; run text recognition (OCR) on it first",
                    "PDF 只有扫描图像而没有文字,请先做文字识别(OCR)");
        }
        return extracted;
    }

    private static boolean hasHead(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1).contains("%PDF");
    }

    /** Whether it has the word before the place of its last table (ISO 32000-1, 7.5.5); the parser would do without. */
    private static boolean hasEnd(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("startxref");
    }
}
