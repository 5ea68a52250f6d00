package io.lingzhi.llm.openaichat;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.protocol.MouldedStreams;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A decoder that is spared like frames tells what it tells when it reads them all. */
class MouldedChatStreamTest {
    @TestFactory
    Stream<DynamicTest> tellsTheSame() throws IOException {
        return MouldedStreams.tests("openaichat/streams", ChatStreamDecoder::new);
    }

    @Test
    void tellsTheSameOfManyPiecesOfEachKind() {
        assertThat(MouldedStreams.spared(ChatStreamDecoder::new, MouldedStreams.openaichat()))
                .isGreaterThan(50);
    }
}
