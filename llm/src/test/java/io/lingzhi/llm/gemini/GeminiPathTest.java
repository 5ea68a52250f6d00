package io.lingzhi.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiPathTest {
    private static final String BODY = "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}";

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/gemini-x:generateContent, gemini-x, false",
        "/v1/models/gemini-x:streamGenerateContent, gemini-x, true",
        "/v1beta/models/team/gemini-x:generateContent, team/gemini-x, false",
        "/v1beta/models/team%2Fgemini%20x%3Agenerate:generateContent, team/gemini x:generate, false",
        "/v1beta/models/qwen3:8b:streamGenerateContent, qwen3:8b, true",
        "/v1beta/models/gemini-x%3AgenerateContent, gemini-x, false",
        "/api/provider/google/v1beta/models/gemini-x(high):generateContent, gemini-x(high), false",
        "/v1/projects/p/locations/l/publishers/google/models/gemini-x:generateContent, gemini-x, false",
        "/v1beta/models/50%25:generateContent, 50%, false",
        "/v1beta/models/50%:generateContent, 50%, false",
    })
    void readsModelAndVerb(String path, String model, boolean stream) throws RejectedException {
        Peek peek = asked(path, Map.of(), BODY).peek();
        assertThat(peek.model().value()).isEqualTo(model);
        assertThat(peek.stream()).isEqualTo(stream);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models/gemini-x",
                "/v1beta/models/gemini-x:countTokens",
                "/v1beta/models",
                "/v1beta/models/:generateContent",
                "/v1beta/other:generateContent"
            })
    void refusesOtherPaths(String path) {
        assertThatThrownBy(() -> asked(path, Map.of(), BODY)).isInstanceOf(RejectedException.class);
    }

    @Test
    void refusesBodyThatIsNoObjectBeforeItIsRelayed() {
        assertThatThrownBy(() -> asked("/v1beta/models/x:generateContent", Map.of(), "[1]"))
                .isInstanceOf(RejectedException.class);
    }

    @Test
    void streamsEventsOrOneArray() throws RejectedException {
        String path = "/v1beta/models/x:streamGenerateContent";
        assertThat(asked(path, Map.of("alt", "sse"), BODY).streamType()).startsWith("text/event-stream");
        assertThat(asked(path, Map.of("$alt", "sse"), BODY).relayable()).isTrue();
        assertThat(asked(path, Map.of(), BODY).streamType()).isEqualTo("application/json");
        assertThat(asked(path, Map.of("alt", "json"), BODY).relayable()).isFalse();
        assertThat(asked("/v1beta/models/x:generateContent", Map.of(), BODY).relayable())
                .isTrue();
    }

    @Test
    void keepsForeignSignaturesOutOfThePassThroughLane() throws RejectedException {
        String body = "{\"contents\":[{\"role\":\"model\",\"parts\":"
                + "[{\"text\":\"\",\"thoughtSignature\":\"lz1.anthropic.s.YQ\"}]}]}";
        assertThat(asked("/v1beta/models/x:generateContent", Map.of(), body).relayable())
                .isFalse();
    }

    @Test
    void relaysNoResultWithoutAName() throws RejectedException {
        String body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":"
                + " \"\",\"response\":{}}}]}]}";
        assertThat(asked("/v1beta/models/x:generateContent", Map.of(), body).relayable())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-x, false, /v1beta/models/gemini-x:generateContent",
        "gemini-x, true, /v1beta/models/gemini-x:streamGenerateContent?alt=sse",
        "models/gemini-x, false, /v1beta/models/gemini-x:generateContent",
        "a b/ü?#, false, /v1beta/models/a%20b/%C3%BC%3F%23:generateContent",
    })
    void writesUpstreamPath(String model, boolean stream, String path) throws RejectedException {
        GeminiPassThrough passThrough = new GeminiPassThrough();
        assertThat(passThrough.path(model, new Peek(new ModelId("alias"), stream, true)))
                .isEqualTo(path);
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        assertThat(passThrough.patch(body, model, Dialect.PLAIN)).isEqualTo(body);
    }

    private static Asked asked(String path, Map<String, String> query, String body) throws RejectedException {
        return new GeminiInbound()
                .read(new WireCall(
                        path, name -> Optional.ofNullable(query.get(name)), body.getBytes(StandardCharsets.UTF_8)));
    }
}
