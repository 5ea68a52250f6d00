package io.lingzhi.llm.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineEndsTest {
    @Property
    void isTheFirstOfThem(@ForAll("lines") byte[] bytes, @ForAll @IntRange(max = 9) int from) {
        int start = Math.min(from, bytes.length);
        int expected = start;
        while (expected < bytes.length && bytes[expected] != '\n' && bytes[expected] != '\r') {
            expected++;
        }
        assertThat(LineEnds.next(bytes, start, bytes.length)).isEqualTo(expected);
    }

    /** All bytes, with those often that the search must tell apart. */
    @Provide
    Arbitrary<byte[]> lines() {
        Arbitrary<Byte> special =
                Arbitraries.of((byte) '\n', (byte) '\r', (byte) '\t', (byte) 0, (byte) ' ', (byte) -1);
        Arbitrary<Byte> any = Arbitraries.oneOf(Arbitraries.bytes(), Arbitraries.bytes(), Arbitraries.bytes(), special);
        return any.array(byte[].class).ofMaxSize(64);
    }

    @Test
    void nothingIsFoundBeyondTheEnd() {
        byte[] bytes = "data: 中文\n\n".getBytes(StandardCharsets.UTF_8);
        assertThat(LineEnds.next(bytes, 0, 8)).isEqualTo(8);
    }

    @Test
    void aCarriageReturnAndALineFeedAreOneEnd() {
        byte[] bytes = "a\r\nb\rc\n".getBytes(StandardCharsets.UTF_8);
        assertThat(LineEnds.behind(bytes, 1)).isEqualTo(3);
        assertThat(LineEnds.behind(bytes, 4)).isEqualTo(5);
        assertThat(LineEnds.behind(bytes, 6)).isEqualTo(7);
    }
}
