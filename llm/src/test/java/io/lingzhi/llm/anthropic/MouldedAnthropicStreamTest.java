package io.lingzhi.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.protocol.MouldedStreams;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A decoder that is spared like frames tells what it tells when it reads them all. */
class MouldedAnthropicStreamTest {
    @TestFactory
    Stream<DynamicTest> tellsTheSame() throws IOException {
        return MouldedStreams.tests("anthropic/streams", AnthropicStreamDecoder::new);
    }

    @Test
    void tellsTheSameOfManyPiecesOfEachKind() {
        assertThat(MouldedStreams.spared(AnthropicStreamDecoder::new, MouldedStreams.anthropic()))
                .isGreaterThan(50);
    }
}
