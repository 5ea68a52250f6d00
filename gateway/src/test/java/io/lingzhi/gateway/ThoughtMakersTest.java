package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.Signature;
import io.lingzhi.llm.protocol.Protocol;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Thoughts come back to the upstream that signed them, and to no other of the same protocol. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThoughtMakersTest {
    private static final String REFUSED = RawUpstream.answer(
            400,
            "application/json",
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                    + "\"messages.1.content.0: Invalid `signature` in `thinking` block\"}}");

    private final TestGateway gateway = new TestGateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    private static String answer(String signature) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"up\",\"content\":["
                + "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"" + signature
                + "\"},{\"type\":\"text\",\"text\":\"yes\"}],"
                + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
    }

    private HttpResponse<byte[]> goOn(String signature) {
        return gateway.post(
                Spoken.ANTHROPIC.path(),
                "{\"model\":\"m\",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                    + "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\""
                        + signature + "\"},{\"type\":\"text\",\"text\":\"yes\"}]},"
                        + "{\"role\":\"user\",\"content\":\"and?\"}]}",
                Map.of("anthropic-beta", "context-1m-2025-08-07"));
    }

    private void use(String baseUrl) {
        gateway.use(Configs.of(Spoken.ANTHROPIC.provider("p", baseUrl)));
    }

    @Test
    void leavesOutWhatAnotherUpstreamIsKnownToHaveSigned() throws Exception {
        try (RawUpstream first = RawUpstream.answering("application/json", answer("sig-of-first"))) {
            use(first.baseUrl());
            assertThat(gateway.post(Spoken.ANTHROPIC.path(), Spoken.ANTHROPIC.body(false), Map.of())
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<byte[]> again = goOn("sig-of-first");
            assertThat(again.headers().firstValue("x-lingzhi-translation-loss")).isEmpty();
        }
        try (ReceivingUpstream second = ReceivingUpstream.answering("application/json", answer("sig-of-second"))) {
            use(second.baseUrl());
            HttpResponse<byte[]> stripped = goOn("sig-of-first");
            assertThat(stripped.statusCode()).as(TestGateway.text(stripped)).isEqualTo(200);
            assertThat(stripped.headers().firstValue("x-lingzhi-translation-loss"))
                    .hasValueSatisfying(loss -> assertThat(loss).contains("messages[1].content[0]"));
            assertThat(second.next()).contains("anthropic-beta: context-1m-2025-08-07");
            assertThat(second.next()).contains("yes").doesNotContain("sig-of-first");
            HttpResponse<byte[]> unknown = goOn("sig-of-nobody");
            assertThat(unknown.headers().firstValue("x-lingzhi-translation-loss"))
                    .isEmpty();
        }
    }

    @Test
    void asksOnceMoreWithoutThoughtsWhereASignatureIsRefused() throws Exception {
        String good = RawUpstream.answer(200, "application/json", answer("sig-own"));
        try (RawUpstream upstream = RawUpstream.inTurn(REFUSED, good)) {
            use(upstream.baseUrl());
            HttpResponse<byte[]> answer = goOn("sig-refused");
            assertThat(answer.statusCode()).as(TestGateway.text(answer)).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-lingzhi-translation-loss"))
                    .isPresent();
            assertThat(gateway.record().attempts()).hasSize(1);
        }
        try (RawUpstream stubborn = RawUpstream.inTurn(REFUSED)) {
            use(stubborn.baseUrl());
            assertThat(goOn("sig-refused-again").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void forgetsTheLongestUnused() {
        ThoughtMakers makers = new ThoughtMakers();
        Signature first = new Signature(Protocol.OPENAI_RESPONSES, "first");
        makers.signed("a", first);
        assertThat(makers.knowsOthers(Protocol.OPENAI_RESPONSES, "a")).isFalse();
        assertThat(makers.knowsOthers(Protocol.ANTHROPIC, "b")).isFalse();
        assertThat(makers.knowsOthers(Protocol.OPENAI_RESPONSES, "b")).isTrue();
        assertThat(makers.isForeign("b", first)).isTrue();
        assertThat(makers.isForeign("a", first)).isFalse();
        for (int i = 0; i < 50_000; i++) {
            makers.signed("a", new Signature(Protocol.OPENAI_RESPONSES, "later" + i));
        }
        assertThat(makers.isForeign("b", first)).isFalse();
    }
}
