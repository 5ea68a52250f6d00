package io.lingzhi.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Golden token ids, made once with Hugging Face tokenizers 0.23.3 from the shipped tokenizer.json over the lower-cased,
 * NFC-normalised texts, cut to 512 tokens.
 */
class WordPieceTest {
    private static final String TOKENIZER = "/bge-small-zh-v1.5-q-tokenizer.json";

    @Test
    void givesTheReferencesIdsForEveryGoldenText() throws Exception {
        WordPiece tokenizer = WordPiece.read(resource(TOKENIZER));
        List<String> lines = new String(resource("/io/lingzhi/gateway/local/wordpiece.jsonl"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).hasSizeGreaterThan(250);
        for (String line : lines) {
            JsonValue.Obj golden = Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
            WordPiece.Tokens tokens = tokenizer.encode(golden.string("text", ""), BgeModel.MAX_TOKENS);
            assertThat(ids(tokens)).as(line).isEqualTo(goldenIds(golden));
            assertThat(tokens.truncated())
                    .as(line)
                    .isEqualTo(golden.bool("truncated").orElseThrow());
        }
    }

    @Test
    void upperCaseWordsAreNotUnknown() throws Exception {
        WordPiece tokenizer = WordPiece.read(resource(TOKENIZER));
        assertThat(ids(tokenizer.encode("JAVA", 512))).isEqualTo(ids(tokenizer.encode("java", 512)));
        assertThat(ids(tokenizer.encode("JAVA", 512))).doesNotContain(100L);
    }

    @Test
    void specialTokensInTheTextAreOnlyText() throws Exception {
        WordPiece tokenizer = WordPiece.read(resource(TOKENIZER));
        List<Long> ids = ids(tokenizer.encode("a [SEP] b [CLS]", 512));
        assertThat(ids.stream().filter(id -> id == 101 || id == 102)).hasSize(2);
    }

    @Test
    void refusesAVocabularyWithoutSpecialTokens() {
        byte[] other = "{\"model\":{\"vocab\":{\"a\":1}}}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> WordPiece.read(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[UNK]");
    }

    @Test
    void refusesAFileThatIsNoJson() {
        assertThatThrownBy(() -> WordPiece.read(new byte[] {'x'})).isInstanceOf(JsonSyntaxException.class);
    }

    private static List<Long> goldenIds(JsonValue.Obj golden) {
        return golden.list("ids").stream()
                .map(id -> ((JsonValue.Num) id).asLong().orElseThrow())
                .toList();
    }

    private static List<Long> ids(WordPiece.Tokens tokens) {
        LongBuffer ids = tokens.ids();
        return java.util.stream.LongStream.range(0, ids.remaining())
                .mapToObj(at -> ids.get((int) at))
                .toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(WordPieceTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
