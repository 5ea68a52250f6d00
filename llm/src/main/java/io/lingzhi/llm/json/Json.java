package io.lingzhi.llm.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads and writes {@link JsonValue}s. */
public final class Json {
    /** Deepest nesting that is read. */
    public static final int MAX_DEPTH = 500;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
.build();

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
        try {
            return bytes(value, false);
        } catch (JsonGenerationException e) {
            // Half a surrogate pair, as upstreams send that cut a character in two: only an escape can say it.
            return bytesInAscii(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytesInAscii(JsonValue value) {
        try {
            return bytes(value, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JsonValue value, boolean ascii) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        JsonGenerator generator = FACTORY.createGenerator(out);
        generator.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), ascii);
        generator.configure(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8, !ascii);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        write(generator, value);
        generator.close();
        return out.toByteArray();
    }

    /** What stands between the quotes of a string, as {@link #bytes} writes it. */
    static byte[] escaped(String text) {
        try {
            return JsonStringEncoder.getInstance().quoteAsUTF8(text);
        } catch (IllegalArgumentException e) {
            byte[] quoted = bytesInAscii(new JsonValue.Str(text)); // half a surrogate pair, as above
            return Arrays.copyOfRange(quoted, 1, quoted.length - 1);
        }
    }

    public static String text(JsonValue value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** Starts an object of given members, in the order in which they are added. */
    public static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    private static void write(JsonGenerator out, JsonValue value) throws IOException {
        switch (value) {
            case JsonValue.Obj(Map<String, JsonValue> members) -> {
                out.writeStartObject();
                for (Map.Entry<String, JsonValue> member : members.entrySet()) {
                    out.writeFieldName(member.getKey());
                    write(out, member.getValue());
                }
                out.writeEndObject();
            }
            case JsonValue.Arr(List<JsonValue> items) -> {
                out.writeStartArray();
                for (JsonValue item : items) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case JsonValue.Str(String text) -> out.writeString(text);
            case JsonValue.Num(String text) -> out.writeNumber(text);
            case JsonValue.Bool(boolean flag) -> out.writeBoolean(flag);
            case JsonValue.Null ignored -> out.writeNull();
        }
    }
}
