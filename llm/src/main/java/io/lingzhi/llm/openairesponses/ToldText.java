package io.lingzhi.llm.openairesponses;

/** The text of one part as far as it was told, so that a text given whole at the end tells only what is new. */
final class ToldText {
    private final StringBuilder told = new StringBuilder();

    void append(String text) {
        told.append(text);
    }

    boolean isEmpty() {
        return told.isEmpty();
    }

    int length() {
        return told.length();
    }

    /** What of the whole text was not told; nothing if it is another text, since what was told stands. */
    String missing(String whole) {
        boolean continues = whole.length() > told.length() && whole.startsWith(told.toString());
        return continues ? whole.substring(told.length()) : "";
    }
}
