package io.lingzhi.gateway.usage;

import java.util.PrimitiveIterator;

/**
 * How many columns a text takes on a terminal. East Asian wide and full-width characters and emoji take two, combining
 * marks none (Unicode UAX #11, https://www.unicode.org/reports/tr11/, read 2026-11-22).
 */
public final class DisplayWidth {
    private DisplayWidth() {}

    /** The columns of a text. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** The text on at most so many columns, cut with an ellipsis if need be, without control characters. */
    public static String fit(String text, int columns) {
        String shown = text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return of(shown) <= columns ? shown : cut(shown, columns - 1) + "…";
    }

    private static String cut(String text, int columns) {
        StringBuilder kept = new StringBuilder();
        int width = 0;
        PrimitiveIterator.OfInt codePoints = text.codePoints().iterator();
        while (codePoints.hasNext()) {
            int codePoint = codePoints.nextInt();
            width += of(codePoint);
            if (width > columns) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.toString();
    }

    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return wide(codePoint) ? 2 : 1;
    }

    private static boolean wide(int c) {
        return between(c, 0x1100, 0x115F) // Hangul Jamo
                || between(c, 0x2E80, 0x303E) // radicals, CJK punctuation
                || between(c, 0x3041, 0x33FF) // kana, Bopomofo, enclosed
                || between(c, 0x3400, 0x4DBF) // Han, extension A
                || between(c, 0x4E00, 0x9FFF) // Han
                || between(c, 0xA000, 0xA4CF) // Yi
                || between(c, 0xA960, 0xA97F) // Hangul Jamo, extended
                || between(c, 0xAC00, 0xD7A3) // Hangul
                || between(c, 0xF900, 0xFAFF) // Han, compatibility
                || between(c, 0xFE30, 0xFE6F) // vertical and small forms
                || between(c, 0xFF01, 0xFF60) // full width
                || between(c, 0xFFE0, 0xFFE6)
                || between(c, 0x1F300, 0x1F64F) // emoji
                || between(c, 0x1F680, 0x1F6FF)
                || between(c, 0x1F900, 0x1FAFF)
                || between(c, 0x20000, 0x3FFFD); // Han, further extensions
    }

    private static boolean between(int codePoint, int first, int last) {
        return first <= codePoint && codePoint <= last;
    }
}
