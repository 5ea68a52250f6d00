package io.lingzhi.llm.openaiembeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.openaichat.ChatOutbound;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingsWireTest {
    private static final Usage SEVEN = new Usage(7, 0, 0, 0, 0);

    private final EmbeddingsReader reader = new EmbeddingsReader(new ChatOutbound());

    @Test
    void readsOneTextOrMany() throws RejectedException {
        assertThat(request("{\"input\":\"a\"}")).isEqualTo(new EmbeddingRequest(List.of("a"), false, Optional.empty()));
        assertThat(request("{\"input\":[\"a\",\"\"],\"encoding_format\":\"base64\",\"dimensions\":4}"))
                .isEqualTo(new EmbeddingRequest(List.of("a", ""), true, Optional.of(4)));
        assertThat(request("{\"input\":\"a\",\"dimensions\":null}").dimensions())
                .isEmpty();
    }

    @Test
    void readsWhatItWrites() throws RejectedException {
        EmbeddingRequest request = EmbeddingRequest.decode(EmbeddingRequest.encode("m", List.of("你好", "\"")));
        assertThat(request).isEqualTo(new EmbeddingRequest(List.of("你好", "\""), true, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"input\":[]}",
                "{\"input\":null}",
                "{\"input\":[1,2]}",
                "{\"input\":[[1]]}",
                "{\"input\":[\"a\",null]}",
                "{\"input\":\"a\",\"encoding_format\":\"hex\"}",
                "{\"input\":\"a\",\"dimensions\":0}",
                "{\"input\":\"a\",\"dimensions\":-1}",
                "{\"input\":\"a\",\"dimensions\":\"4\"}",
                "{\"input\":\"a\",\"dimensions\":4294967296}",
                "{\"input\":\"a\",\"dimensions\":1e40}"
            })
    void refusesWhatIsNoRequest(String body) {
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(() -> request(body))
                .satisfies(e -> assertThat(e.failure()).isInstanceOf(Failure.InvalidRequest.class));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesBackTheSameVectors(boolean base64) {
        List<float[]> vectors = List.of(new float[] {1.5f, -0.1f, Float.MIN_VALUE}, new float[] {3e38f, 0f, -0f});
        byte[] body = EmbeddingResponse.encode("m", vectors, base64, SEVEN);

        assertThat(EmbeddingResponse.decode(body, 2)).isInstanceOfSatisfying(Vectors.Complete.class, complete -> {
            assertThat(complete.model()).isEqualTo("m");
            assertThat(complete.usage()).isEqualTo(SEVEN);
            assertThat(complete.vectors().get(0)).containsExactly(vectors.get(0));
            assertThat(complete.vectors().get(1)).containsExactly(vectors.get(1));
        });
    }

    @Test
    void putsVectorsInOrderByTheirIndex() {
        String body = "{\"data\":[{\"index\":1,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}]}";
        assertThat(EmbeddingResponse.decode(bytes(body), 2))
                .isInstanceOfSatisfying(Vectors.Complete.class, complete -> {
                    assertThat(complete.vectors().get(0)).containsExactly(1f);
                    assertThat(complete.vectors().get(1)).containsExactly(2f);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"data\":[]}",
                "{\"data\":[{\"index\":0,\"embedding\":[1]}]}",
                "{\"data\":[{\"index\":5,\"embedding\":[1]},{\"embedding\":[1]}]}",
                "{\"data\":[{\"index\":-1,\"embedding\":[1]},{\"embedding\":[1]}]}",
                "{\"data\":[{\"index\":99999999999,\"embedding\":[1]},{\"embedding\":[1]}]}",
                "{\"data\":[{\"embedding\":\"!!\"},{\"embedding\":[1]}]}",
                "{\"data\":[{\"embedding\":[\"a\"]},{\"embedding\":[1]}]}",
                "{\"data\":[{\"embedding\":{}},{\"embedding\":null}]}"
            })
    void takesNoHalfAnswer(String body) {
        assertThat(EmbeddingResponse.decode(bytes(body), 2))
                .isInstanceOfSatisfying(
                        Vectors.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.UpstreamFault.class));
    }

    @Test
    void findsTheUsageOfAnAnswer() {
        List<StreamEvent> events = reader.decodeResponse(
                bytes("{\"model\":\"m\",\"data\":[],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}"),
                Dialect.PLAIN);
        assertThat(events).contains(new StreamEvent.UsageReported(SEVEN));
        assertThat(events.getLast()).isInstanceOf(StreamEvent.Finished.class);
    }

    @Test
    void leavesUnknownUsageUnknown() {
        assertThat(reader.decodeResponse(bytes("{\"data\":[]}"), Dialect.PLAIN))
                .noneMatch(StreamEvent.UsageReported.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "half {", "{\"error\":{\"message\":\"no\"}}"})
    void takesWhatIsNoAnswerForAFault(String body) {
        assertThat(reader.decodeResponse(bytes(body), Dialect.PLAIN))
                .singleElement()
                .isInstanceOf(StreamEvent.Failed.class);
    }

    @Test
    void takesAStreamForAFault() {
        StreamDecoder stream = reader.newStreamDecoder(Dialect.PLAIN);
        assertThat(stream.decode(new Frame("message", bytes("{}"), bytes("data: {}\n\n"))))
                .isEmpty();
        assertThat(stream.end()).singleElement().isInstanceOf(StreamEvent.Failed.class);
    }

    @Test
    void readsErrorsAsChatDoes() {
        assertThat(reader.decodeFailure(429, Map.of("retry-after", "3"), bytes("{}")))
                .isInstanceOf(Failure.RateLimited.class);
    }

    private static EmbeddingRequest request(String body) throws RejectedException {
        return EmbeddingRequest.decode(bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
