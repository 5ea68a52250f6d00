package io.lingzhi.assistant.knowledge.text;

/** The characters from {@code start} to before {@code end} of a text. */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a span is 0 <= start <= end, found " + start + ", " + end);
        }
    }

    public String of(String text) {
        return text.substring(start, end);
    }

    /** The span without white space at its ends. */
    Span trimmed(String text) {
        int from = start;
        int to = end;
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return new Span(from, to);
    }

    boolean isEmpty() {
        return start == end;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u3000' || c == '\u00A0' || c == '\uFEFF';
    }
}
