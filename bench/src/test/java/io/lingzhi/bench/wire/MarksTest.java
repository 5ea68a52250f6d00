package io.lingzhi.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final String TEXT = "x@ me@12@" + Marks.of(42) + "mid@@" + Marks.of(9_007_199_254_740_993L) + "@1";

    @Test
    void findsEachMarkWhereverTheBytesAreCut() {
        for (int cut = 0; cut <= TEXT.length(); cut++) {
            List<Long> found = new ArrayList<>();
            Marks marks = new Marks();
            marks.scan(bytes(TEXT.substring(0, cut)), found::add);
            marks.scan(bytes(TEXT.substring(cut)), found::add);
            assertThat(found).as("cut at %d", cut).containsExactly(42L, 9_007_199_254_740_993L);
        }
    }

    @Test
    void writesTheDigitsThatItReads() {
        ByteBuf buffer = bytes("a" + Marks.of(0) + "b");
        Marks.write(buffer, 2, 1_234_567_890_123L);

        assertThat(buffer.toString(StandardCharsets.US_ASCII)).isEqualTo("a" + Marks.of(1_234_567_890_123L) + "b");
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
