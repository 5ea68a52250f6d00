package io.lingzhi.llm.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Property(seed = "20261122")
    void writesWhatItReads(@ForAll("values") JsonValue value) throws JsonSyntaxException {
        assertThat(Json.parse(Json.bytes(value))).isEqualTo(value);
    }

    @Property(seed = "20261122")
    void arbitraryBytesAreReadOrRefused(@ForAll byte[] bytes) {
        try {
            Json.parse(bytes);
        } catch (JsonSyntaxException e) {
            assertThat(e).hasMessageNotContaining(new String(bytes, StandardCharsets.ISO_8859_1) + "\0");
        }
    }

    @Test
    void writesCharactersOutsideTheBasicPlaneAsTheyAre() {
        assertThat(Json.text(JsonValue.of("灵 😀"))).isEqualTo("\"灵 😀\"");
    }

    @Test
    void escapesHalfACharacter() {
        assertThat(Json.text(JsonValue.of("\ud83d"))).isEqualToIgnoringCase("\"\\ud83d\"");
    }

    @Test
    void keepsTheTextOfNumbersAndTheOrderOfMembers() throws JsonSyntaxException {
        String text = "{\"z\":1e3,\"a\":0.10,\"m\":[1.0,-0]}";
        assertThat(Json.text(Json.parse(text))).isEqualTo(text);
    }

    @Test
    void takesTheLastOfARepeatedMember() throws JsonSyntaxException {
        assertThat(Json.text(Json.parse("{\"a\":1,\"b\":2,\"a\":3}"))).isEqualTo("{\"a\":3,\"b\":2}");
    }

    @Test
    void skipsAByteOrderMark() throws JsonSyntaxException {
        assertThat(Json.parse("\uFEFF{}")).isEqualTo(JsonValue.Obj.EMPTY);
    }

    @Test
    void namesThePlaceOfAMistakeAndNotTheText() {
        assertThatThrownBy(() -> Json.parse("{\"a\":1,\n \"b\": secret}"))
                .isInstanceOf(JsonSyntaxException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesWhatIsNotOneValue() {
        for (String text : new String[] {"", " ", "{} {}", "[1,]", "{\"a\"}", "nul", "{\"a\":1", "]"}) {
            assertThatThrownBy(() -> Json.parse(text)).as(text).isInstanceOf(JsonSyntaxException.class);
        }
    }

    @Test
    void refusesOtherEncodings() {
        assertThatThrownBy(() -> Json.parse("{}".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void refusesNestingThatIsTooDeep() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void givesNoNumberThatDoesNotFit() throws JsonSyntaxException {
        JsonValue.Obj numbers =
                Json.parseObject("{\"a\":1e99999999999,\"b\":1.5,\"c\":99999999999999999999,\"d\":1e2,\"e\":1e999}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(numbers.integer("a")).isEmpty();
        assertThat(numbers.integer("b")).isEmpty();
        assertThat(numbers.integer("c")).isEmpty();
        assertThat(numbers.integer("d")).contains(100L);
        assertThat(numbers.decimal("e")).isEmpty();
    }

    @Provide
    Arbitrary<JsonValue> values() {
        return JsonArbitraries.values();
    }
}
