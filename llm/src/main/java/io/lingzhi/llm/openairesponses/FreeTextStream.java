package io.lingzhi.llm.openairesponses;

/**
 * Takes the free text out of {@code {"input":"..."}} while it comes in fragments. What does not begin so is the free
 * text itself; what follows the text is ignored.
 *
 * <p>Used by one thread at a time.
 */
final class FreeTextStream {
    private static final String HEAD = "{\"input\":\"";

    private enum State {
        /** Within the head; {@link #held} is what came of it. */
        HEAD,
        /** Within the JSON string. */
        STRING,
        /** After it. */
        AFTER,
        /** The arguments are the text. */
        PLAIN
    }

    private final StringBuilder held = new StringBuilder();
    private State state = State.HEAD;
    private int matched;

    /** The text that this fragment tells. */
    String accept(String fragment) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fragment.length(); i++) {
            accept(fragment.charAt(i), text);
        }
        return text.toString();
    }

    /** What was held back and is text after all. Arguments of a function that say nothing are no text. */
    String end() {
        String rest = held.toString();
        held.setLength(0);
        boolean nothing = state == State.HEAD && rest.strip().equals("{");
        return nothing ? "" : rest;
    }

    private void accept(char c, StringBuilder text) {
        switch (state) {
            case HEAD -> head(c, text);
            case STRING -> string(c, text);
            case AFTER -> {}
            case PLAIN -> text.append(c);
        }
    }

    private void head(char c, StringBuilder text) {
        held.append(c);
        if (c == HEAD.charAt(matched)) {
            matched++;
        } else if (!mayBeSpaced(c)) {
            state = State.PLAIN;
            flush(text);
        }
        if (matched == HEAD.length()) {
            state = State.STRING;
            held.setLength(0);
        }
    }

    /** Whether white space may stand here: anywhere but in the member's name. */
    private boolean mayBeSpaced(char c) {
        boolean inName = matched > 1 && matched < HEAD.indexOf(':');
        return !inName && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
    }

    /** One character of the JSON string; an escape is held until it is whole. */
    private void string(char c, StringBuilder text) {
        if (held.isEmpty() && c == '"') {
            state = State.AFTER;
        } else if (held.isEmpty() && c != '\\') {
            text.append(c);
        } else {
            held.append(c);
            unescape(text);
        }
    }

    private void unescape(StringBuilder text) {
        if (held.length() < 2 || (held.charAt(1) == 'u' && held.length() < 6)) {
            return;
        }
        switch (held.charAt(1)) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case '"', '\\', '/' -> text.append(held.charAt(1));
            case 'u' -> unicode(text);
            default -> text.append(held);
        }
        held.setLength(0);
    }

    private void unicode(StringBuilder text) {
        String digits = held.substring(2);
        boolean hex = digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0);
        text.append(hex ? String.valueOf((char) Integer.parseInt(digits, 16)) : held);
    }

    private void flush(StringBuilder text) {
        text.append(held);
        held.setLength(0);
    }
}
