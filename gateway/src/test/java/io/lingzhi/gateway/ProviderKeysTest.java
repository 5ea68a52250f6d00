package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Conduct;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Disclosure;
import io.lingzhi.gateway.config.EntryTerms;
import io.lingzhi.gateway.config.ModelTraits;
import io.lingzhi.llm.ThinkingLimits;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a provider entry says beside address, key and names, as upstreams and clients see it over real sockets. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderKeysTest {
    private static final String CHAT_ANSWER = """
        {"id":"c","model":"up-1","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},\
        "finish_reason":"stop"}],"extra":{"model":"kept"}}\
        """;

    private static final String CHAT_STREAM = """
        data: {"id":"c","model":"up-1","choices":[{"index":0,"delta":{"role":"assistant","content":"hi"}}]}

        data: {"id":"c","model":"up-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]

        """;
    private static final String CLAUDE_ANSWER = """
        {"id":"msg_1","type":"message","role":"assistant","model":"up-1","content":[{"type":"text","text":"hi"}],\
        "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}\
        """;

    private static final String GEMINI_ANSWER = """
        {"candidates":[{"content":{"role":"model","parts":[{"text":"hi"}]},"finishReason":"STOP"}]}\
        """;

    private static final String ASKED_OF_CLAUDE = """
        {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"hi"}]%s}\
        """;

    private final TestGateway gateway = new TestGateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    private static Config.Provider provider(
            Config.ProviderKind kind, ReceivingUpstream upstream, ModelTraits traits, Disclosure disclosure) {
        String root = kind == Config.ProviderKind.OPENAI_COMPATIBILITY
                ? upstream.baseUrl()
                : upstream.baseUrl().replace("/v1", "");
        return new Config.Provider(
                kind,
                "p",
                true,
                Optional.empty(),
                Optional.of(root),
                Map.of(),
                List.of(Configs.credential("at " + root, "upstream-key-one", 1)),
                List.of(new Config.Model("up-1", "m", traits)),
                List.of(),
                0,
                EntryTerms.USUAL,
                Conduct.NONE,
                disclosure);
    }

    private static ModelTraits named(boolean aliasInAnswers) {
        return new ModelTraits(
                Optional.empty(), Optional.empty(), aliasInAnswers, Optional.empty(), List.of(), List.of());
    }

    private void use(Config.ProviderKind kind, ReceivingUpstream upstream, ModelTraits traits, Disclosure disclosure) {
        gateway.use(Configs.of(provider(kind, upstream, traits, disclosure)));
    }

    @Test
    void asksVertexAtItsOwnPathsWholeAndStreamed() throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", GEMINI_ANSWER)) {
            use(Config.ProviderKind.VERTEX, upstream, ModelTraits.NONE, Disclosure.NOTHING);
            assertThat(gateway.chat(TestGateway.question("m", false)).statusCode())
                    .isEqualTo(200);
            assertThat(upstream.next().toLowerCase(Locale.ROOT))
                    .startsWith("post /v1/publishers/google/models/up-1:generatecontent http/1.1")
                    .contains("x-goog-api-key: upstream-key-one")
                    .doesNotContain("authorization");
            String _ = upstream.next();
            HttpResponse<byte[]> _ = gateway.chat(TestGateway.question("m", true));
            assertThat(upstream.next())
                    .startsWith("POST /v1/publishers/google/models/up-1:streamGenerateContent?alt=sse HTTP/1.1");
        }
    }

    @Test
    void namesTheAliasInWholeAnswersAndLeavesTheOtherBytes() throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", CHAT_ANSWER)) {
            use(Config.ProviderKind.OPENAI_COMPATIBILITY, upstream, named(true), Disclosure.NOTHING);
            assertThat(TestGateway.text(gateway.chat(TestGateway.question("m", false))))
                    .isEqualTo(CHAT_ANSWER.replace("up-1", "m"));
            use(Config.ProviderKind.OPENAI_COMPATIBILITY, upstream, named(false), Disclosure.NOTHING);
            assertThat(TestGateway.text(gateway.chat(TestGateway.question("m", false))))
                    .isEqualTo(CHAT_ANSWER);
        }
    }

    @Test
    void namesTheAliasInStreams() throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("text/event-stream", CHAT_STREAM)) {
            use(Config.ProviderKind.OPENAI_COMPATIBILITY, upstream, named(true), Disclosure.NOTHING);
            assertThat(TestGateway.text(gateway.chat(TestGateway.question("m", true))))
                    .isEqualTo(CHAT_STREAM.replace("up-1", "m"));
        }
    }

    @Test
    void namesTheAliasInTranslatedAnswers() throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", CHAT_ANSWER)) {
            use(Config.ProviderKind.OPENAI_COMPATIBILITY, upstream, named(true), Disclosure.NOTHING);
            HttpResponse<byte[]> answer = gateway.post("/v1/messages", ASKED_OF_CLAUDE.formatted(""), Map.of());
            assertThat(TestGateway.text(answer)).contains("\"model\":\"m\"").doesNotContain("up-1");
        }
    }

    @Test
    void refusesAConversationWithAModelThatMakesImagesOnly() throws Exception {
        ModelTraits painter = new ModelTraits(
                Optional.empty(), Optional.empty(), false, Optional.empty(), List.of("text"), List.of("image"));
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", CHAT_ANSWER)) {
            use(Config.ProviderKind.OPENAI_COMPATIBILITY, upstream, painter, Disclosure.NOTHING);
            HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", false));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(TestGateway.text(answer)).contains("can serve this call");
        }
    }

    @Test
    void listsWhatIsKnownOfAModel() throws Exception {
        ModelTraits traits = new ModelTraits(
                Optional.of("My Model"),
                Optional.of(128_000),
                false,
                Optional.empty(),
                List.of("text", "image"),
                List.of("text"));
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", CHAT_ANSWER)) {
            use(Config.ProviderKind.OPENAI_COMPATIBILITY, upstream, traits, Disclosure.NOTHING);
            assertThat(TestGateway.text(gateway.get("/v1/models/m", Map.of())))
                    .contains("\"architecture\":{\"input_modalities\":[\"text\",\"image\"]");
            assertThat(gateway.get("/v1/models/%6D", Map.of()).statusCode()).isEqualTo(200);
            assertThat(TestGateway.text(gateway.get("/v1/models", Map.of("anthropic-version", "2023-06-01"))))
                    .contains("\"display_name\":\"My Model\"", "\"max_input_tokens\":128000");
            assertThat(TestGateway.text(gateway.get("/v1/models", Map.of("x-goog-api-key", Configs.CLIENT_KEY))))
                    .contains("\"displayName\":\"My Model\"", "\"inputTokenLimit\":128000");
        }
    }

    @Test
    void fitsTheWishForThinkingToTheConfiguredModel() throws Exception {
        ModelTraits shallow = new ModelTraits(
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(new ThinkingLimits(0, 0, List.of("low", "high"), false, false)),
                List.of(),
                List.of());
        String wish = ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":60000}";
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", CHAT_ANSWER)) {
            use(Config.ProviderKind.OPENAI_COMPATIBILITY, upstream, shallow, Disclosure.NOTHING);
            HttpResponse<byte[]> answer = gateway.post("/v1/messages", ASKED_OF_CLAUDE.formatted(wish), Map.of());
            assertThat(answer.headers().firstValue("x-lingzhi-translation-loss"))
                    .contains("reasoning (xhigh is sent as high)");
            String _ = upstream.next();
            assertThat(upstream.next()).contains("\"reasoning_effort\":\"high\"");
        }
    }

    @Test
    void tellsAnUpstreamAStandInForTheClientWhereTheRequestNamesNobody() throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", CLAUDE_ANSWER)) {
            use(Config.ProviderKind.CLAUDE, upstream, ModelTraits.NONE, new Disclosure(false, true, false));
            String first = sent(upstream, ASKED_OF_CLAUDE.formatted(""));
            String second = sent(upstream, ASKED_OF_CLAUDE.formatted(",\"metadata\":{}"));
            String own = sent(upstream, ASKED_OF_CLAUDE.formatted(",\"metadata\":{\"user_id\":\"mine\"}"));
            assertThat(first).containsPattern("\"metadata\":\\{\"user_id\":\"[0-9a-f]{32}\"}}$");
            assertThat(second).isEqualTo(first);
            assertThat(own).contains("\"metadata\":{\"user_id\":\"mine\"}}");
            assertThat(first).doesNotContain(Configs.CLIENT_KEY);
        }
    }

    private String sent(ReceivingUpstream upstream, String body) throws InterruptedException {
        assertThat(gateway.post("/v1/messages", body, Map.of()).statusCode()).isEqualTo(200);
        String _ = upstream.next();
        return upstream.next();
    }

    @Test
    void givesCacheKeysToProvidersThatReadThem() throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", CHAT_ANSWER)) {
            use(
                    Config.ProviderKind.OPENAI_COMPATIBILITY,
                    upstream,
                    ModelTraits.NONE,
                    new Disclosure(true, false, false));
            HttpResponse<byte[]> _ = gateway.chat(TestGateway.question("m", false));
            String _ = upstream.next();
            String passed = upstream.next();
            String translated = sent(upstream, ASKED_OF_CLAUDE.formatted(""));
            assertThat(passed).containsPattern(",\"prompt_cache_key\":\"[0-9a-f]{32}\"}$");
            String key = passed.replaceFirst("(?s).*\"prompt_cache_key\":\"([0-9a-f]+)\".*", "$1");
            assertThat(translated).contains("\"prompt_cache_key\":\"" + key + "\"");
        }
    }

    @Test
    void passesTheClientsOwnNamesOnOnlyWhereAsked() throws Exception {
        Map<String, String> names = Map.of("user-agent", "agent/7", "x-stainless-lang", "js", "x-app", "cli");
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", CLAUDE_ANSWER)) {
            use(Config.ProviderKind.CLAUDE, upstream, ModelTraits.NONE, new Disclosure(false, false, true));
            HttpResponse<byte[]> _ = gateway.post("/v1/messages", ASKED_OF_CLAUDE.formatted(""), names);
            assertThat(upstream.next().toLowerCase(Locale.ROOT))
                    .contains("user-agent: agent/7", "x-stainless-lang: js", "x-app: cli");
            String _ = upstream.next();
            use(Config.ProviderKind.CLAUDE, upstream, ModelTraits.NONE, Disclosure.NOTHING);
            HttpResponse<byte[]> _ = gateway.post("/v1/messages", ASKED_OF_CLAUDE.formatted(""), names);
            assertThat(upstream.next().toLowerCase(Locale.ROOT))
                    .contains("user-agent: lingzhi")
                    .doesNotContain("x-stainless", "x-app");
        }
    }
}
