package io.lingzhi.gateway.local;

/**
 * Where a long text may be cut so that its pieces have as many tokens as the whole. A tokenizer of OpenAI's first
 * splits a text into words, each with the one space or sign before it, runs of signs, and runs of white space, and no
 * token reaches over such a boundary. The same beginning is always cut the same way, however the text goes on.
 */
final class TextCuts {
    /** Longest piece, in characters. */
    static final int MAX_PIECE = 8192;

    /** How far back from the longest piece's end a boundary is looked for. */
    private static final int WINDOW = 4096;

    private TextCuts() {}

    /**
     * The end of the piece that begins at {@code start}. Without a boundary near, as in base64, the cut is anywhere.
     */
    static int next(String text, int start) {
        int farthest = start + MAX_PIECE;
        if (farthest >= text.length() - 1) {
            return text.length();
        }
        for (int at = farthest; at > farthest - WINDOW; at--) {
            if (isBoundary(text, at)) {
                return at;
            }
        }
        return Character.isLowSurrogate(text.charAt(farthest)) ? farthest - 1 : farthest;
    }

    /** Whether a word or line surely begins at {@code at}. */
    private static boolean isBoundary(String text, int at) {
        char before = text.charAt(at - 1);
        char here = text.charAt(at);
        if (before == '\n') {
            return Character.isLetterOrDigit(here);
        }
        return leadsWord(here) && Character.isLetter(before) && Character.isLetter(text.charAt(at + 1));
    }

    /** Spaces and most punctuation belong to the word that follows; an apostrophe may end the one before. */
    private static boolean leadsWord(char c) {
        return c == ' ' || (c != '\'' && Character.getType(c) == Character.OTHER_PUNCTUATION);
    }
}
