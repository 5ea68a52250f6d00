package io.lingzhi.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Signature;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Counting tokens, embeddings, arrays, and signatures of other makers. */
class GeminiExtrasTest {
    private static final ModelId MODEL = new ModelId("m");

    @Test
    void countsTokensOfContentsOrOfAWholeRequest() throws RejectedException {
        String contents = "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]";
        String wrapped = "{\"generate_content_request\":{\"model\":\"models/m\","
                + "\"systemInstruction\":{\"parts\":[{\"text\":\"s\"}]},"
                + contents + "}}";
        assertThat(CountTokens.decode(bytes("{" + contents + "}"), MODEL).messages())
                .hasSize(1);
        assertThat(CountTokens.decode(bytes(wrapped), MODEL)
                        .messages()
                        .getFirst()
                        .text())
                .isEqualTo("s");
        assertThat(text(CountTokens.encode(31))).isEqualTo("{\"totalTokens\":31}");
        assertThat(CountTokens.decodeAnswer(bytes("{\"totalTokens\":31,\"cachedContentTokenCount\":4}")))
                .contains(31L);
        assertThat(CountTokens.decodeAnswer(bytes("nope"))).isEmpty();
    }

    @Test
    void asksGeminiUpstreamsForCountsOfContentsAlone() {
        assertThat(CountTokens.isRelayable(bytes("{\"contents\":[]}"))).isTrue();
        assertThat(CountTokens.isRelayable(bytes("{\"contents\":[],\"tools\":[]}")))
                .isFalse();
        assertThat(CountTokens.isRelayable(bytes("{\"generateContentRequest\":{}}")))
                .isFalse();
        assertThat(CountTokens.isRelayable(bytes("nope"))).isFalse();
        assertThat(new GeminiCountPassThrough().path("m", new Peek(MODEL, false, false)))
                .isEqualTo("/v1beta/models/m:countTokens");
        GeminiCountReader reader = new GeminiCountReader();
        assertThat(reader.decodeResponse(bytes("{\"totalTokens\":3}"), Dialect.PLAIN)
                        .getLast())
                .isInstanceOf(StreamEvent.Finished.class);
        assertThat(reader.decodeResponse(bytes("{}"), Dialect.PLAIN))
                .singleElement()
                .isInstanceOf(StreamEvent.Failed.class);
    }

    @Test
    void embedsOneTextOrMany() throws RejectedException {
        var one = GeminiEmbeddingRequest.decode(
                bytes("{\"content\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]},\"output_dimensionality\":8}"));
        assertThat(one).isEqualTo(new GeminiEmbeddingRequest(List.of("a\nb"), Optional.of(8)));
        var many = new GeminiEmbeddingRequest(List.of("a", "b"), Optional.of(3));
        String body = text(many.encodeBatch(MODEL));
        assertThat(body)
                .isEqualTo("{\"requests\":[{\"model\":\"models/m\","
                        + "\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":3},"
                        + "{\"model\":\"models/m\","
                        + "\"content\":{\"parts\":[{\"text\":\"b\"}]},\"outputDimensionality\":3}]}");
        assertThat(GeminiEmbeddingRequest.decodeBatch(bytes(body))).isEqualTo(many);
        assertThatThrownBy(() -> GeminiEmbeddingRequest.decodeBatch(bytes("{\"requests\":[]}")))
                .isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> GeminiEmbeddingRequest.decode(bytes("{\"content\":{\"parts\":[{}]}}")))
                .hasMessageContaining("content.parts[0].text");
    }

    @Test
    void answersVectors() {
        List<float[]> vectors = List.of(new float[] {1, -0.5f}, new float[] {0.25f, 2});
        String one = text(GeminiEmbeddingResponse.encode(vectors.getFirst()));
        byte[] many = GeminiEmbeddingResponse.encodeBatch(vectors);
        assertThat(one).isEqualTo("{\"embedding\":{\"values\":[1.0,-0.5]}}");
        assertThat(text(many)).isEqualTo("{\"embeddings\":[{\"values\":[1.0,-0.5]},{\"values\":[0.25,2.0]}]}");
        assertThat(GeminiEmbeddingResponse.decode(many, 2))
                .isInstanceOfSatisfying(
                        EmbeddingClient.Vectors.Complete.class,
                        complete -> assertThat(complete.vectors().get(1)).containsExactly(0.25f, 2));
        assertThat(GeminiEmbeddingResponse.decode(bytes(one), 2)).isInstanceOf(EmbeddingClient.Vectors.Failed.class);
        assertThat(GeminiEmbeddingResponse.decode(bytes("{\"embedding\":{\"values\":[\"x\"]}}"), 1))
                .isInstanceOf(EmbeddingClient.Vectors.Failed.class);
    }

    @Test
    void arrayStreamEndsWithItsBracketWhateverHappens() {
        List<StreamEvent> good = List.of(
                new StreamEvent.Started("r", "m", 0),
                new StreamEvent.PartStarted(new PartHead.Text()),
                new StreamEvent.TextDelta("x"),
                new StreamEvent.PartFinished(),
                new StreamEvent.Finished(FinishReason.STOP));
        StreamEvent broken = new StreamEvent.Failed(new Failure.UpstreamFault("cut"));
        assertThat(text(GeminiStreams.encoded(good, true)))
                .startsWith("[{\"candidates\"")
                .contains("}\n,\r\n{")
                .endsWith("\n]\n");
        assertThat(text(GeminiStreams.encoded(List.of(broken), true)))
                .isEqualTo("[{\"error\":{\"code\":502,\"message\":\"cut\",\"status\":\"INTERNAL\"}}\n]\n");
        assertThat(text(new GeminiInbound().encodeStreamFailure(new Failure.UpstreamFault("cut"))))
                .isEqualTo("data: {\"error\":{\"code\":502,\"message\":\"cut\",\"status\":\"INTERNAL\"}}\n\n");
    }

    @Test
    void signaturesOfOtherMakersComeBackThroughTheClient() throws RejectedException {
        Signature signature = new Signature(Protocol.ANTHROPIC, "abc");
        List<StreamEvent> answer = List.of(
                new StreamEvent.Started("r", "m", 0),
                new StreamEvent.PartStarted(new PartHead.Thinking()),
                new StreamEvent.ThinkingDelta("let me"),
                new StreamEvent.ThinkingDelta(" see"),
                new StreamEvent.ThinkingSigned(signature),
                new StreamEvent.PartFinished(),
                new StreamEvent.PartStarted(new PartHead.ToolCall("c", "f")),
                new StreamEvent.PartFinished(),
                new StreamEvent.Finished(FinishReason.TOOL_CALLS));
        String told = text(GeminiStreams.encoded(answer, false));
        assertThat(told)
                .contains("\"functionCall\":{\"id\":\"c\",\"name\":\"f\",\"args\":{}},"
                        + "\"thoughtSignature\":\"lz1.anthropic.s.");
        String carried = signature.carriedBy(Protocol.GEMINI);
        String history = "{\"contents\":[{\"role\":\"model\",\"parts\":[{\"text\":\"let me\",\"thought\":true},"
                + "{\"text\":\" see\",\"thought\":true},"
                + "{\"functionCall\":{\"id\":\"c\",\"name\":\"f\"},\"thoughtSignature\":\""
                + carried + "\"}]}]}";
        Message turn = new GeminiInbound()
                .read(new WireCall("/v1beta/models/m:generateContent", name -> Optional.empty(), bytes(history)))
                .request()
                .messages()
                .getFirst();
        assertThat(turn.parts().getFirst()).isEqualTo(new Part.Thinking("let me see", Optional.of(signature)));
    }

    @Test
    void signaturesWithoutACarrierAreStillTold() {
        List<StreamEvent> answer = List.of(
                new StreamEvent.Started("r", "m", 0),
                new StreamEvent.PartStarted(new PartHead.Thinking()),
                new StreamEvent.ThinkingSigned(new Signature(Protocol.GEMINI, "one")),
                new StreamEvent.PartFinished(),
                new StreamEvent.PartStarted(new PartHead.Thinking()),
                new StreamEvent.ThinkingSigned(new Signature(Protocol.GEMINI, "two")),
                new StreamEvent.PartFinished(),
                new StreamEvent.Finished(FinishReason.STOP));
        assertThat(text(GeminiStreams.encoded(answer, false)))
                .contains("{\"text\":\"\",\"thoughtSignature\":\"one\"}")
                .contains("{\"text\":\"\",\"thoughtSignature\":\"two\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
