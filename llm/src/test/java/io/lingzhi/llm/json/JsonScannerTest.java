package io.lingzhi.llm.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonScanner.Span;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonScannerTest {
    @Property(tries = 1000, seed = "20261122")
    void findsEveryMemberWhereItStands(@ForAll("objectTexts") String text) throws JsonSyntaxException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Span span = JsonScanner.scan(bytes);
        assertThat(bytes[span.start()]).isEqualTo((byte) '{');
        assertThat(bytes[span.end() - 1]).isEqualTo((byte) '}');
        JsonValue.Obj tree = Json.parseObject(bytes);
        assertThat(span.members().stream().map(Member::name).distinct())
                .containsExactlyInAnyOrderElementsOf(tree.members().keySet());
        for (Member member : span.members()) {
            assertThat(bytes[member.start()]).isNotIn((byte) ' ', (byte) '\n', (byte) '\r', (byte) '\t');
            assertThat(bytes[member.end() - 1]).isNotIn((byte) ' ', (byte) '\n', (byte) '\r', (byte) '\t');
            JsonValue value = JsonScanner.value(bytes, member);
            if (span.last(member.name()).orElseThrow().equals(member)) {
                assertThat(value).isEqualTo(tree.get(member.name()));
            }
        }
    }

    @Property(seed = "20261122")
    void refusesWhatTheReaderRefuses(@ForAll byte[] bytes) {
        boolean read = reads(() -> Json.parseObject(bytes));
        assertThat(reads(() -> JsonScanner.scan(bytes))).isEqualTo(read);
    }

    @Test
    void findsValuesBehindEscapesInsideNestedObjects() throws JsonSyntaxException {
        byte[] bytes = "{\"\\u0061\":{\"b\\\"\": [1, \"}\\\\\"] , \"c\":\"é\"}}".getBytes(StandardCharsets.UTF_8);
        Member a = JsonScanner.scan(bytes).last("a").orElseThrow();
        Member c = JsonScanner.scan(bytes, a).last("c").orElseThrow();
        assertThat(new String(bytes, c.start(), c.end() - c.start(), StandardCharsets.UTF_8))
                .isEqualTo("\"é\"");
    }

    @Test
    void namesLineAndColumn() {
        assertThatThrownBy(() -> JsonScanner.scan("{\"a\":1,\n\"b\" 2}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("line 2");
    }

    @Test
    void refusesAListAndTrailingText() {
        for (String text : new String[] {"[]", "{} x", "", "{\"a\":1", "null"}) {
            assertThatThrownBy(() -> JsonScanner.scan(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(JsonSyntaxException.class);
        }
    }

    @Provide
    Arbitrary<String> objectTexts() {
        return JsonArbitraries.objectTexts();
    }

    private static boolean reads(Reading reading) {
        try {
            reading.run();
            return true;
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    private interface Reading {
        void run() throws JsonSyntaxException;
    }
}
