package io.lingzhi.assistant.knowledge.text;

/** How long a text is for a model: a CJK character counts 1, any other character 0.3. */
final class Length {
    private static final int CJK_FROM = 0x2E80;
    private static final int CJK_TENTHS = 10;
    private static final int OTHER_TENTHS = 3;

    private Length() {}

    /** In tenths, so that sums are exact. */
    static int tenths(String text, int start, int end) {
        int tenths = 0;
        for (int at = start; at < end; at++) {
            tenths += tenths(text.charAt(at));
        }
        return tenths;
    }

    static int tenths(char c) {
        return c >= CJK_FROM && !Character.isLowSurrogate(c) ? CJK_TENTHS : OTHER_TENTHS;
    }
}
