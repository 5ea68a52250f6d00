package io.lingzhi.gateway.local;

/**
 * The length of a text in tokens as {@link OfflineChat} reports it: one for each CJK character, one for every four
 * other characters, rounded up. A rule, not a tokenizer: the offline model has none.
 */
final class TokenEstimate {
    private TokenEstimate() {}

    static long of(CharSequence text) {
        long cjk = text.codePoints().filter(Script::isCjk).count();
        long others = text.codePoints().count() - cjk;
        return cjk + (others + 3) / 4;
    }

    /** The longest beginning of the text that has at most {@code tokens} tokens. */
    static String cut(String text, long tokens) {
        long cjk = 0;
        long others = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (Script.isCjk(c)) {
                cjk++;
            } else {
                others++;
            }
            if (cjk + (others + 3) / 4 > tokens) {
                break;
            }
            at += Character.charCount(c);
        }
        return text.substring(0, at);
    }
}
