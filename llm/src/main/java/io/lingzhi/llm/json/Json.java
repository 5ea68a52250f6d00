package io.lingzhi.llm.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes {@link JsonValue}s. */
public final class Json {
    /** Deepest nesting that is read. */
    public static final int MAX_DEPTH = 500;

    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
            .build();

    private Json() {}

    /**
     * Reads one value that fills the bytes (UTF-8, with or without byte order mark). Of a repeated member the last one
     * counts; a name with half a character in it is refused.
     */
    public static JsonValue parse(byte[] utf8) throws JsonSyntaxException {
        int start = bomLength(utf8);
        try (JsonParser parser = FACTORY.createParser(utf8, start, utf8.length - start)) {
            parser.nextToken();
            JsonValue value = read(parser);
            if (parser.nextToken() != null) {
                throw new JsonSyntaxException("something follows the JSON value " + place(parser.currentLocation()));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new JsonSyntaxException("not valid JSON " + place(e.getLocation()));
        } catch (IOException e) {
            throw new JsonSyntaxException("not valid UTF-8");
        }
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

    static String place(@org.jspecify.annotations.Nullable JsonLocation location) {
        return location == null
                ? "(end)"
                : "(line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static JsonValue read(JsonParser parser) throws IOException, JsonSyntaxException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JsonSyntaxException("the JSON text is empty");
        }
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> new JsonValue.Str(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getText());
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case VALUE_NULL -> JsonValue.Null.NULL;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new JsonSyntaxException("not valid JSON " + place(parser.currentLocation()));
        };
    }

    private static JsonValue readObject(JsonParser parser) throws IOException, JsonSyntaxException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, read(parser));
        }
        return new JsonValue.Obj(members);
    }

    private static JsonValue readArray(JsonParser parser) throws IOException, JsonSyntaxException {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(parser));
        }
        return new JsonValue.Arr(items);
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
