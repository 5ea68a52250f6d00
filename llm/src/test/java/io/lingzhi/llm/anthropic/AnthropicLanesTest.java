package io.lingzhi.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AnthropicLanesTest {
    @Test
    void joinsTheClientsBetasWithThoseOfATranslatedRequest() {
        AnthropicPassThrough lane = new AnthropicPassThrough();
        Map<String, String> written = Map.of("anthropic-beta", "files-api-2025-04-14", "accept", "a");
        Function<String, Optional<String>> client = name -> name.equals("anthropic-beta")
                ? Optional.of("context-1m-2025-08-07, files-api-2025-04-14")
                : Optional.of("x");
        assertThat(lane.completed(written, client))
                .isEqualTo(Map.of("anthropic-beta", "files-api-2025-04-14,context-1m-2025-08-07", "accept", "a"));
        assertThat(lane.completed(Map.of(), client)).containsOnlyKeys("anthropic-beta");
        assertThat(lane.completed(written, name -> Optional.empty())).isEqualTo(written);
    }

    private final AnthropicPassThrough passThrough = new AnthropicPassThrough();

    @Test
    void patchesNothingButTheModel() throws RejectedException {
        String body =
                "\uFEFF{ \"stream\" : true,\n \"model\":\"a\\u0062\", \"max_tokens\": 1e3, \"x\":{\"model\":\"y\"},"
                        + " \"model\" : \"c\" }\n";
        assertThat(patched(body, "claude \"x\""))
                .isEqualTo("\uFEFF{ \"stream\" : true,\n \"model\":\"claude \\\"x\\\"\", \"max_tokens\": 1e3,"
                        + " \"x\":{\"model\":\"y\"}, \"model\" : \"claude \\\"x\\\"\" }\n");
    }

    @Test
    void refusesToPatchWhatHasNoModel() {
        assertThatThrownBy(() -> patched("{\"max_tokens\":1}", "m"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("model");
        assertThatThrownBy(() -> patched("[1]", "m")).isInstanceOf(RejectedException.class);
    }

    @Test
    void goesToTheMessagesPathWithTheClientsVersionAndBetas() {
        Peek peek = new Peek(new ModelId("m"), true, true);
        assertThat(passThrough.path("claude-x", peek)).isEqualTo("/v1/messages");
        assertThat(passThrough.clientHeaders()).containsExactlyInAnyOrder("anthropic-version", "anthropic-beta");
        byte[] usage = "{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":1}}".getBytes(StandardCharsets.UTF_8);
        assertThat(passThrough.isUsageReport(new Frame("message_delta", usage, usage)))
                .isFalse();
    }

    @Test
    void relaysNoConversationThatHoldsAnotherUpstreamsSignature() throws RejectedException {
        assertThat(relayable("sig")).isTrue();
        assertThat(relayable("lz1.gemini.s.YWJj")).isFalse();
    }

    @Test
    void asksForAStreamUnlessItSaysNo() throws RejectedException {
        assertThat(peek("{\"model\":\"m\"}").stream()).isFalse();
        assertThat(peek("{\"model\":\"m\",\"stream\":false}").stream()).isFalse();
        assertThat(peek("{\"model\":\"m\",\"stream\":null}").stream()).isFalse();
        assertThat(peek("{\"model\":\"m\",\"stream\":1}").stream()).isTrue();
        assertThat(peek("{\"model\":\"m\",\"stream\":true}").usageWanted()).isTrue();
    }

    @Test
    void countsTokensOfWhatWouldBeAsked() throws RejectedException {
        TokenCountRequest counted = TokenCountRequest.read(
                bytes("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":[]}"));
        assertThat(counted.model()).isEqualTo(new ModelId("m"));
        assertThat(counted.request().messages()).hasSize(1);
        assertThat(counted.relayable()).isTrue();
        assertThat(new String(counted.patch("claude-x"), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"model\":\"claude-x\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":[]}");
        assertThat(new String(TokenCountRequest.encodeCount(42), StandardCharsets.UTF_8))
                .isEqualTo("{\"input_tokens\":42}");
        assertThat(TokenCountRequest.decodeCount(bytes("{\"input_tokens\":7}"))).contains(7L);
        assertThat(TokenCountRequest.decodeCount(bytes("{\"input_tokens\":-7}")))
                .isEmpty();
        assertThat(TokenCountRequest.decodeCount(bytes("<html>"))).isEmpty();
    }

    @Test
    void countsNoTokensOfWhatIsNoConversation() {
        assertRefused("[]", "");
        assertRefused("{\"model\":\"m\"}", "messages");
        assertRefused("{\"model\":\"m\",\"messages\":[]}", "messages");
        assertRefused("{\"model\":\"m\",\"messages\":{}}", "messages");
        assertRefused("{\"model\":\"m\",\"messages\":[{\"role\":\"bot\",\"content\":\"x\"}]}", "messages[0].role");
        assertRefused("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":{}}]}", "messages[0].content");
        assertRefused(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{}]}]}", "messages[0].content[0].type");
    }

    private static void assertRefused(String body, String place) {
        assertThatThrownBy(() -> TokenCountRequest.read(bytes(body)))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        e -> assertThat(e.failure())
                                .isInstanceOfSatisfying(
                                        Failure.InvalidRequest.class,
                                        failure -> assertThat(failure.param().orElse(""))
                                                .isEqualTo(place)));
    }

    private String patched(String body, String model) throws RejectedException {
        return new String(passThrough.patch(bytes(body), model, Dialect.PLAIN), StandardCharsets.UTF_8);
    }

    private static boolean relayable(String signature) throws RejectedException {
        return new AnthropicInbound()
                .read(WireCall.of(bytes("{\"model\":\"m\",\"messages\":[{\"signature\":\"" + signature + "\"}]}")))
                .relayable();
    }

    private static Peek peek(String body) throws RejectedException {
        return new AnthropicInbound().read(WireCall.of(bytes(body))).peek();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
