package io.lingzhi.bench.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Num;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingAnswerTest {

    @Test
    void givesOneVectorOfLengthOneForEachInput() throws Exception {
        List<Obj> vectors = vectors("\"input\":[\"a\",\"b\",\"a\"]");

        assertThat(vectors).hasSize(3);
        assertThat(vectors.get(0).list("embedding"))
                .hasSize(EmbeddingAnswer.DEFAULT_DIMENSIONS)
                .isEqualTo(vectors.get(2).list("embedding"))
                .isNotEqualTo(vectors.get(1).list("embedding"));
        double squares = 0;
        for (float number : EmbeddingAnswer.vector("a", 64)) {
            squares += number * number;
        }
        assertThat(squares).isBetween(0.999, 1.001);
    }

    @Test
    void givesTheSameNumbersInBase64() throws Exception {
        Obj floats = vectors("\"input\":\"你好\",\"dimensions\":8").getFirst();
        Obj base64 = vectors("\"input\":\"你好\",\"dimensions\":8,\"encoding_format\":\"base64\"")
                .getFirst();
        ByteBuffer bytes = ByteBuffer.wrap(
                        Base64.getDecoder().decode(base64.string("embedding").orElseThrow()))
                .order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes.remaining()).isEqualTo(32);
        for (int i = 0; i < 8; i++) {
            Num number = (Num) floats.list("embedding").get(i);
            assertThat(bytes.getFloat()).isEqualTo(Float.parseFloat(number.text()));
        }
    }

    @Test
    void takesTokensAsOneInput() throws Exception {
        assertThat(vectors("\"input\":[1,2,3]")).hasSize(1);
        assertThat(vectors("\"input\":[[1,2],[3]]")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\":1",
                "\"input\":\"\"",
                "\"input\":[]",
                "\"input\":\"a\",\"dimensions\":0",
                "\"input\":\"a\",\"dimensions\":4097",
                "\"input\":\"a\",\"encoding_format\":\"int8\""
            })
    void refusesWhatItCannotEmbed(String members) {
        assertThatExceptionOfType(BadAskException.class).isThrownBy(() -> vectors(members));
    }

    private static List<Obj> vectors(String members) throws Exception {
        Obj ask = (Obj) Json.parse("{\"model\":\"sim-embed\"," + members + "}");
        Obj body = Json.parseObject(((Reply.Whole) EmbeddingAnswer.of(ask)).body());
        return body.list("data").stream().map(item -> (Obj) item).toList();
    }
}
