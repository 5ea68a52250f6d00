package io.lingzhi.llm.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplicedTest {
    private static final byte[] ORIGINAL = bytes("{\"model\":\"a\",\"stream\":true}");
    private static final Spliced SPLICED = new Spliced(
            ORIGINAL,
            List.of(
                    new Splice(1, 1, bytes("\"n\":1,")),
                    new Splice(9, 12, bytes("\"bcd\"")),
                    new Splice(12, 26, bytes(""))));
    private static final String EXPECTED = "{\"n\":1,\"model\":\"bcd\"}";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void piecesAreTheWholeInOrder(int most) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Spliced.Piece piece : SPLICED.pieces(most)) {
            assertThat(piece.to() - piece.from()).isBetween(1, most);
            all.write(piece.array(), piece.from(), piece.to() - piece.from());
        }
        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo(EXPECTED);
    }

    @Test
    void isAsLongAsItsBytes() {
        assertThat(SPLICED.bytes()).isEqualTo(bytes(EXPECTED)).hasSize(SPLICED.length());
    }

    @Test
    void isTheOriginalWhereNothingIsReplaced() {
        Spliced same = new Spliced(ORIGINAL, List.of());
        assertThat(same.bytes()).isSameAs(ORIGINAL);
        assertThat(same.pieces(1000)).containsExactly(new Spliced.Piece(ORIGINAL, 0, ORIGINAL.length));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
