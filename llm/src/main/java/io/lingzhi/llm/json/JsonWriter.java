package io.lingzhi.llm.json;

import java.util.List;
import java.util.Map;

/**
 * Writes a value as compact UTF-8 text. It is measured first, so that nothing is written twice and no more bytes are
 * made than the text has. Half a pair, as upstreams send that cut a letter in two, is written as an escape, since
 * nothing else can say it. Used once, by one thread.
 */
final class JsonWriter {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    /** What follows the backslash of a letter that is escaped, {@code u} for one that is told by its number; else 0. */
    private static final byte[] ESCAPES = escapes();

    private final byte[] out;
    private int at;

    private JsonWriter(long length) {
        out = new byte[Math.toIntExact(length)];
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[128];
        for (int control = 0; control < ' '; control++) {
            escapes[control] = 'u';
        }
        escapes['\b'] = 'b';
        escapes['\f'] = 'f';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    static byte[] bytes(JsonValue value) {
        Length length = new Length();
        length.add(value);
        JsonWriter writer = new JsonWriter(length.total);
        writer.write(value);
        return writer.out;
    }

    /** What stands between the quotes of a string. */
    static byte[] escaped(String text) {
        JsonWriter writer = new JsonWriter(inside(text));
        writer.writeInside(text);
        return writer.out;
    }

    /** Adds up the bytes of values. */
    private static final class Length {
        private long total;

        void add(JsonValue value) {
            switch (value) {
                case JsonValue.Obj(Map<String, JsonValue> members) -> {
                    total += 2 + Math.max(0, members.size() - 1);
                    members.forEach(this::addMember);
                }
                case JsonValue.Arr(List<JsonValue> items) -> {
                    total += 2 + Math.max(0, items.size() - 1);
                    for (JsonValue item : items) {
                        add(item);
                    }
                }
                case JsonValue.Str(String text) -> total += 2 + inside(text);
                case JsonValue.Num(String text) -> total += text.length();
                case JsonValue.Bool(boolean flag) -> total += flag ? 4 : 5;
                case JsonValue.Null ignored -> total += 4;
            }
        }

        private void addMember(String name, JsonValue value) {
            total += 3 + inside(name);
            add(value);
        }
    }

    private static long inside(String text) {
        int i = plainEnd(text, 0);
        long length = i;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length += ESCAPES[c] == 0 ? 1 : ESCAPES[c] == 'u' ? 6 : 2;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (isPair(text, i)) {
                length += 4;
                i++;
            } else {
                length += 6;
            }
            i++;
        }
        return length;
    }

    /** The first letter from {@code from} on that is not ASCII, or is escaped; else the length. */
    private static int plainEnd(String text, int from) {
        int i = from;
        int length = text.length();
        while (i < length) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
                return i;
            }
            i++;
        }
        return i;
    }

    private static boolean isPair(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }

    private void write(JsonValue value) {
        switch (value) {
            case JsonValue.Obj(Map<String, JsonValue> members) -> {
                put('{');
                members.forEach(this::writeMember);
                put('}');
            }
            case JsonValue.Arr(List<JsonValue> items) -> {
                put('[');
                for (int i = 0; i < items.size(); i++) {
                    if (i > 0) {
                        put(',');
                    }
                    write(items.get(i));
                }
                put(']');
            }
            case JsonValue.Str(String text) -> writeString(text);
            case JsonValue.Num(String text) -> writeAscii(text);
            case JsonValue.Bool(boolean flag) -> writeAscii(flag ? "true" : "false");
            case JsonValue.Null ignored -> writeAscii("null");
        }
    }

    private void writeMember(String name, JsonValue value) {
        if (out[at - 1] != '{') {
            put(',');
        }
        writeString(name);
        put(':');
        write(value);
    }

    private void writeString(String text) {
        put('"');
        writeInside(text);
        put('"');
    }

    private void writeInside(String text) {
        int i = 0;
        while (i < text.length()) {
            int plain = plainEnd(text, i);
            if (plain > i) {
                writeAscii(text, i, plain);
                i = plain;
            } else {
                i += writeOther(text, i);
            }
        }
    }

    /** Writes a letter that is not ASCII, or is escaped, and says how many halves of a pair it takes. */
    private int writeOther(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x80) {
            writeEscape(c);
            return 1;
        }
        if (!Character.isSurrogate(c)) {
            writeLetter(c);
            return 1;
        }
        if (isPair(text, i)) {
            writeLetter(text.codePointAt(i));
            return 2;
        }
        writeNumber(c);
        return 1;
    }

    private void writeEscape(char c) {
        if (ESCAPES[c] == 'u') {
            writeNumber(c);
        } else {
            put('\\');
            put((char) ESCAPES[c]);
        }
    }

    private void writeNumber(char c) {
        put('\\');
        put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            put((char) HEX[(c >> shift) & 0xF]);
        }
    }

    /** A letter that is not ASCII, in two to four bytes. */
    private void writeLetter(int point) {
        if (point < 0x800) {
            put((char) (0xC0 | (point >> 6)));
        } else {
            if (point < 0x10000) {
                put((char) (0xE0 | (point >> 12)));
            } else {
                put((char) (0xF0 | (point >> 18)));
                put((char) (0x80 | ((point >> 12) & 0x3F)));
            }
            put((char) (0x80 | ((point >> 6) & 0x3F)));
        }
        put((char) (0x80 | (point & 0x3F)));
    }

    private void writeAscii(String text) {
        writeAscii(text, 0, text.length());
    }

    @SuppressWarnings("deprecation") // takes the low byte of each letter: all of it, as these are ASCII
    private void writeAscii(String text, int from, int to) {
        text.getBytes(from, to, out, at);
        at += to - from;
    }

    private void put(char one) {
        out[at] = (byte) one;
        at++;
    }
}
