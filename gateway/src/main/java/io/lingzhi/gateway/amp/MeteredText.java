package io.lingzhi.gateway.amp;

/**
 * A text that may be looked at only so often. The platform's regular expressions try alternatives one after the other,
 * and some patterns have more of them than time allows; here such a search ends. Used by one thread, for one search.
 */
final class MeteredText implements CharSequence {
    /** Looks at characters; a simple search of the longest model name takes a few thousand at most. */
    private static final int MOST_LOOKS = 200_000;

    private final String text;
    private int looks;

    MeteredText(String text) {
        this.text = text;
    }

    /** The search takes too long. */
    static final class ExhaustedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ExhaustedException() {
            super("the text was looked at too often", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        looks++;
        if (looks > MOST_LOOKS) {
            throw new ExhaustedException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
