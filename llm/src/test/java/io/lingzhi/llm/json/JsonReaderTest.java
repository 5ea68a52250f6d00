package io.lingzhi.llm.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Our reader reads and refuses what another one reads and refuses. */
class JsonReaderTest {
    private static final JsonFactory OTHER = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH)
                    .build())
            .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
            .build();

    @Property(tries = 2000, seed = "20261126")
    void readsWhatAnotherReads(@ForAll("objectTexts") String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(ours(bytes)).isPresent().isEqualTo(other(bytes));
    }

    @Property(tries = 20_000, seed = "20261126")
    void agreesWithAnotherAboutBrokenText(@ForAll("objectTexts") String text, @ForAll int place, @ForAll byte other) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[Math.floorMod(place, bytes.length)] = other;
        assertThat(ours(bytes)).as(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(other(bytes));
    }

    @Property(tries = 2000, seed = "20261126")
    void agreesWithAnotherAboutTextThatEndsEarly(@ForAll("objectTexts") String text, @ForAll int place) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] cut = java.util.Arrays.copyOf(bytes, Math.floorMod(place, bytes.length));
        assertThat(ours(cut)).isEqualTo(other(cut));
    }

    @Property(tries = 2000, seed = "20261126")
    void skipsWhatItReads(@ForAll("objectTexts") String text, @ForAll int place, @ForAll byte other) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[Math.floorMod(place, bytes.length)] = other;
        assertThat(skips(bytes)).isEqualTo(ours(bytes).isPresent());
    }

    @Test
    void readsStringsOfAllLengthsAndLetters() {
        for (String letter : new String[] {"a", "é", "灵", "😀", "\\n", "\\u7075", "\\ud83d\\ude00", "\\ud83d"}) {
            for (int before = 0; before < 20; before++) {
                byte[] text = ("{\"" + "x".repeat(before) + "\":\"" + "y".repeat(before) + letter.repeat(before)
                                + "z\"}")
                        .getBytes(StandardCharsets.UTF_8);
                assertThat(ours(text)).isPresent().isEqualTo(other(text));
            }
        }
    }

    @Test
    void keepsTheLastOfManyRepeatedMembersAtTheFirstPlace() throws JsonSyntaxException {
        StringBuilder text = new StringBuilder("{\"a\":0");
        for (int i = 0; i < 40; i++) {
            text.append(",\"m").append(i % 20).append("\":").append(i);
        }
        JsonValue.Obj read = (JsonValue.Obj) Json.parse(text + ",\"a\":1}");
        assertThat(read.members().keySet()).hasSize(21).startsWith("a", "m0", "m1");
        assertThat(read.integer("a")).contains(1L);
        assertThat(read.integer("m0")).contains(20L);
    }

    @Provide
    Arbitrary<String> objectTexts() {
        return JsonArbitraries.objectTexts();
    }

    private static Optional<JsonValue> ours(byte[] bytes) {
        try {
            return Optional.of(Json.parse(bytes));
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    @Property(tries = 20_000, seed = "20261126")
    void refusesLettersThatAreNone(@ForAll @Size(4) byte[] letters) {
        byte[] bytes = "\"????\"".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 4; i++) {
            bytes[i + 1] = (byte) (letters[i] | 0x80);
        }
        bytes[1] |= (byte) 0x40;
        assertThat(ours(bytes)).isEqualTo(other(bytes));
    }

    private static boolean skips(byte[] bytes) {
        try {
            JsonReader reader = new JsonReader(bytes, Json.bomLength(bytes), bytes.length);
            reader.skip();
            reader.requireEnd("value");
            return true;
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    /** The other one takes some bytes for letters that are none. */
    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Optional<JsonValue> other(byte[] bytes) {
        if (!isUtf8(bytes)) {
            return Optional.empty();
        }
        int start = Json.bomLength(bytes);
        try (JsonParser parser = OTHER.createParser(bytes, start, bytes.length - start)) {
            JsonToken token = parser.nextToken();
            Optional<JsonValue> value = token == null ? Optional.empty() : Optional.of(value(parser));
            return parser.nextToken() == null ? value : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static JsonValue value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield new JsonValue.Obj(members);
            }
            case START_ARRAY -> {
                List<JsonValue> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new JsonValue.Arr(items);
            }
            case VALUE_STRING -> new JsonValue.Str(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getText());
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case VALUE_NULL -> JsonValue.Null.NULL;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IOException("no value");
        };
    }
}
