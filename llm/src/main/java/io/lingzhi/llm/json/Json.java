package io.lingzhi.llm.json;

import java.nio.charset.StandardCharsets;

/** Reads and writes {@link JsonValue}s. */
public final class Json {
    /** Deepest nesting that is read. */
    public static final int MAX_DEPTH = 500;

    private Json() {}

    /**
     * Reads one value that fills the bytes (UTF-8, with or without byte order mark). Of a repeated member the last one
     * counts; a name with half a character in it is refused.
     */
    public static JsonValue parse(byte[] utf8) throws JsonSyntaxException {
        return parse(utf8, bomLength(utf8), utf8.length);
    }

    /** Reads one value that fills the bytes from {@code from} to before {@code end}. */
    static JsonValue parse(byte[] utf8, int from, int end) throws JsonSyntaxException {
        JsonReader reader = new JsonReader(utf8, from, end);
        reader.coming();
        if (reader.at() == end) {
            throw new JsonSyntaxException("the JSON text is empty");
        }
        JsonValue value = reader.read();
        reader.requireEnd("value");
        return value;
    }

    static int bomLength(byte[] utf8) {
        boolean bom = utf8.length >= 3 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB && utf8[2] == (byte) 0xBF;
        return bom ? 3 : 0;
    }

    public static JsonValue parse(String text) throws JsonSyntaxException {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads one object that fills the bytes. */
    public static JsonValue.Obj parseObject(byte[] utf8) throws JsonSyntaxException {
        if (parse(utf8) instanceof JsonValue.Obj object) {
            return object;
        }
        throw new JsonSyntaxException("a JSON object is expected");
    }

    /** The value as compact UTF-8 text. Equal values give equal bytes. */
    public static byte[] bytes(JsonValue value) {
        return JsonWriter.bytes(value);
    }

    public static String text(JsonValue value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** Starts an object of given members, in the order in which they are added. */
    public static ObjectBuilder object() {
        return new ObjectBuilder();
    }
}
