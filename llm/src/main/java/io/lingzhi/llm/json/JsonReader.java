package io.lingzhi.llm.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks over the bytes of one JSON text (RFC 8259, UTF-8) and refuses what is none. Nesting deeper than
 * {@link Json#MAX_DEPTH}, numbers of more than {@value #MAX_NUMBER} characters, and names with half a character in them
 * are refused too. Used once, by one thread.
 */
final class JsonReader {
    private static final int MAX_NUMBER = 1000;

    private final byte[] utf8;
    private final int end;
    private int at;
    private int depth;
    /** Whether the string that was skipped last holds an escape, and whether a letter that is not ASCII. */
    private boolean escaped;

    private boolean foreign;

    /** Reads the bytes from {@code from} to before {@code end}. */
    JsonReader(byte[] utf8, int from, int end) {
        this.utf8 = utf8;
        this.at = from;
        this.end = end;
    }

    /** Where the next byte stands. */
    int at() {
        return at;
    }

    /** The first byte of what comes next, white space left out; it is not taken. 0 at the end. */
    byte coming() {
        while (at < end) {
            byte b = utf8[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        return 0;
    }

    /** Takes the next value as a tree. */
    JsonValue read() throws JsonSyntaxException {
        return switch (coming()) {
            case '{' -> readObject();
            case '[' -> readArray();
            case '"' -> new JsonValue.Str(string());
            case 't' -> word("true", JsonValue.Bool.TRUE);
            case 'f' -> word("false", JsonValue.Bool.FALSE);
            case 'n' -> word("null", JsonValue.Null.NULL);
            default -> {
                int start = at;
                skipNumber();
                yield new JsonValue.Num(latin(start, at));
            }
        };
    }

    private JsonValue readObject() throws JsonSyntaxException {
        Members members = new Members();
        for (boolean more = begins('}'); more; more = goesOn('}')) {
            String name = name();
            members.put(name, read());
        }
        return members.object();
    }

    private JsonValue readArray() throws JsonSyntaxException {
        List<JsonValue> items = new ArrayList<>();
        for (boolean more = begins(']'); more; more = goesOn(']')) {
            items.add(read());
        }
        return new JsonValue.Arr(items);
    }

    /** Takes the next value and keeps nothing of it. */
    void skip() throws JsonSyntaxException {
        switch (coming()) {
            case '{' -> {
                for (boolean more = begins('}'); more; more = goesOn('}')) {
                    skipName();
                    skip();
                }
            }
            case '[' -> {
                for (boolean more = begins(']'); more; more = goesOn(']')) {
                    skip();
                }
            }
            case '"' -> skipString();
            case 't' -> word("true", JsonValue.Bool.TRUE);
            case 'f' -> word("false", JsonValue.Bool.FALSE);
            case 'n' -> word("null", JsonValue.Null.NULL);
            default -> skipNumber();
        }
    }

    /** Takes the brace or bracket that comes, and says whether anything stands before the one that closes it. */
    boolean begins(char close) throws JsonSyntaxException {
        at++;
        depth++;
        if (depth > Json.MAX_DEPTH) {
            throw broken();
        }
        return coming() != close || !closed();
    }

    /** Takes the comma or the closing brace or bracket that must come, and says whether it was the comma. */
    boolean goesOn(char close) throws JsonSyntaxException {
        byte b = coming();
        if (b == ',') {
            at++;
            return true;
        }
        if (b != close) {
            throw broken();
        }
        return !closed();
    }

    private boolean closed() {
        at++;
        depth--;
        return true;
    }

    /** Takes the name of a member, and the colon behind it. */
    String name() throws JsonSyntaxException {
        if (coming() != '"') {
            throw broken();
        }
        int start = at + 1;
        skipString();
        String name = escaped || foreign ? wholeName(start, at - 1) : KnownNames.of(utf8, start, at - 1);
        colon();
        return name;
    }

    private void skipName() throws JsonSyntaxException {
        if (coming() != '"') {
            throw broken();
        }
        int start = at + 1;
        skipString();
        if (escaped || foreign) {
            wholeName(start, at - 1);
        }
        colon();
    }

    private String wholeName(int from, int to) throws JsonSyntaxException {
        String name = JsonText.decoded(utf8, from, to);
        if (JsonText.hasHalf(name)) {
            throw broken();
        }
        return name;
    }

    private void colon() throws JsonSyntaxException {
        if (coming() != ':') {
            throw broken();
        }
        at++;
    }

    /** Takes the string that comes. */
    String string() throws JsonSyntaxException {
        int start = at + 1;
        skipString();
        return escaped || foreign ? JsonText.decoded(utf8, start, at - 1) : latin(start, at - 1);
    }

    private void skipString() throws JsonSyntaxException {
        escaped = false;
        foreign = false;
        int i = at + 1;
        while (i < end && utf8[i] != '"') {
            byte b = utf8[i];
            if (b == '\\') {
                escaped = true;
                i = behindEscape(i);
            } else if (b < 0) {
                foreign = true;
                i = behindForeign(i);
            } else if (b >= ' ') {
                i = JsonText.plainEnd(utf8, i + 1, end);
            } else {
                throw broken(i);
            }
        }
        if (i >= end) {
            throw broken(i);
        }
        at = i + 1;
    }

    private int behindEscape(int backslash) throws JsonSyntaxException {
        int letter = backslash + 1;
        return switch (letter < end ? utf8[letter] : 0) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> letter + 1;
            case 'u' -> behindDigits(letter + 1);
            default -> throw broken(letter);
        };
    }

    private int behindDigits(int first) throws JsonSyntaxException {
        for (int i = first; i < first + 4; i++) {
            if (i >= end || Character.digit(utf8[i], 16) < 0) {
                throw broken(i);
            }
        }
        return first + 4;
    }

    /** Where the letters end that are not ASCII, each of two, three or four bytes; most are of three. */
    private int behindForeign(int first) throws JsonSyntaxException {
        int i = first;
        while (i < end && utf8[i] < 0) {
            int more = JsonText.following(utf8[i]);
            if (more == 0 || i + more >= end) {
                throw broken(i);
            }
            if (!isLetter(i, more)) {
                throw broken(i);
            }
            i += more + 1;
        }
        return i;
    }

    /** Whether these bytes are one letter in its shortest form, and no half of a pair, which only an escape can say. */
    private boolean isLetter(int first, int more) {
        int b = utf8[first];
        return switch (more) {
            case 1 -> follows(first + 1) && b >= (byte) 0xC2;
            case 2 ->
                follows(first + 1)
                        && follows(first + 2)
                        && (b != (byte) 0xE0 || utf8[first + 1] >= (byte) 0xA0)
                        && (b != (byte) 0xED || utf8[first + 1] < (byte) 0xA0);
            default ->
                follows(first + 1)
                        && follows(first + 2)
                        && follows(first + 3)
                        && b <= (byte) 0xF4
                        && (b != (byte) 0xF0 || utf8[first + 1] >= (byte) 0x90)
                        && (b != (byte) 0xF4 || utf8[first + 1] < (byte) 0x90);
        };
    }

    private boolean follows(int place) {
        return (utf8[place] & 0xC0) == 0x80;
    }

    private void skipNumber() throws JsonSyntaxException {
        int start = at;
        if (comes('-')) {
            at++;
        }
        if (comes('0')) {
            at++;
        } else {
            skipDigits();
        }
        if (comes('.')) {
            at++;
            skipDigits();
        }
        if (comes('e') || comes('E')) {
            at++;
            if (comes('+') || comes('-')) {
                at++;
            }
            skipDigits();
        }
        if (at - start > MAX_NUMBER) {
            throw broken();
        }
    }

    private void skipDigits() throws JsonSyntaxException {
        int start = at;
        while (at < end && utf8[at] >= '0' && utf8[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw broken();
        }
    }

    private boolean comes(char letter) {
        return at < end && utf8[at] == letter;
    }

    private <T> T word(String word, T meant) throws JsonSyntaxException {
        for (int i = 0; i < word.length(); i++) {
            if (!comes(word.charAt(i))) {
                throw broken();
            }
            at++;
        }
        return meant;
    }

    private String latin(int from, int to) {
        return new String(utf8, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Nothing but white space may come. */
    void requireEnd(String what) throws JsonSyntaxException {
        coming();
        if (at < end) {
            throw new JsonSyntaxException("something follows the JSON " + what + " " + place());
        }
    }

    private JsonSyntaxException broken() {
        return broken(at);
    }

    private JsonSyntaxException broken(int mistake) {
        at = mistake;
        return new JsonSyntaxException("not valid JSON " + place());
    }

    private String place() {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < at; i++) {
            if (utf8[i] == '\n') {
                line++;
                begin = i + 1;
            }
        }
        return "(line " + line + ", column " + (at - begin + 1) + ")";
    }
}
