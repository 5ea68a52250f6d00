package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.protocol.Protocol;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors between Gemini's protocol and OpenAI's, in both directions. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeminiVectorsTest {
    private static final String ONE = "/v1beta/models/%s:embedContent";
    private static final String BATCH = "/v1beta/models/%s:batchEmbedContents";
    private static final String TEXT =
            "{\"model\":\"models/v\",\"content\":{\"parts\":[{\"text\":\"a b\"}]},\"taskType\":\"CLUSTERING\"}";
    private static final String TEXTS =
            "{\"requests\":[{\"model\":\"models/v\",\"content\":{\"parts\":[{\"text\":\"a\"}]},"
                + "\"outputDimensionality\":2},{\"model\":\"models/v\",\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}";
    private static final String OPENAI_ANSWER = "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[1.5,2]},"
            + "{\"index\":1,\"embedding\":[3,4]}],\"model\":\"x\",\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}";

    private final TestGateway gateway = new TestGateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void passesACallOnToAnUpstreamOfItsOwnProtocol() throws Exception {
        String answer = "{ \"embedding\": {\"values\":[0.25]} }";
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", answer)) {
            gateway.use(Configs.of(gemini(upstream)));
            HttpResponse<byte[]> response = post(ONE, TEXT);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(TestGateway.text(response)).isEqualTo(answer);
            assertThat(response.headers().firstValue(Strictness.LOSS_HEADER)).isEmpty();
            assertThat(upstream.next())
                    .startsWith("POST /v1beta/models/gemini-embedding-1:embedContent ")
                    .contains("x-goog-api-key: k1");
            assertThat(upstream.next()).isEqualTo(TEXT.replace("models/v", "models/gemini-embedding-1"));
            post(BATCH, TEXTS);
            assertThat(upstream.next()).startsWith("POST /v1beta/models/gemini-embedding-1:batchEmbedContents ");
            assertThat(upstream.next()).isEqualTo(TEXTS.replace("models/v", "models/gemini-embedding-1"));
        }
        RequestRecord record = gateway.record();
        assertThat(record.inbound()).isEqualTo(Protocol.GEMINI);
        assertThat(record.operation()).isEqualTo("embeddings");
        assertThat(record.modelAsked()).isEqualTo("v");
    }

    @Test
    void asksAnUpstreamOfTheOtherProtocol() throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", OPENAI_ANSWER)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "text-embed", "v", "k1")));
            HttpResponse<byte[]> answer = post(BATCH, TEXTS);
            assertThat(TestGateway.text(answer))
                    .isEqualTo("{\"embeddings\":[{\"values\":[1.5,2.0]},{\"values\":[3.0,4.0]}]}");
            assertThat(upstream.next()).startsWith("POST /v1/embeddings ");
            assertThat(upstream.next())
                    .isEqualTo("{\"model\":\"text-embed\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"float\","
                            + "\"dimensions\":2}");
        }
        assertThat(gateway.record().usage().input()).isEqualTo(5);
    }

    @Test
    void tellsWhatATranslationLosesOrRefusesIt() throws Exception {
        String one = OPENAI_ANSWER.replace(",{\"index\":1,\"embedding\":[3,4]}", "");
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", one)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "text-embed", "v", "k1")));
            HttpResponse<byte[]> answer = post(ONE, TEXT);
            assertThat(TestGateway.text(answer)).isEqualTo("{\"embedding\":{\"values\":[1.5,2.0]}}");
            assertThat(answer.headers().firstValue(Strictness.LOSS_HEADER).orElseThrow())
                    .startsWith("taskType (");
            HttpResponse<byte[]> strict =
                    gateway.post(ONE.formatted("v"), TEXT, Map.of(Strictness.STRICT_HEADER, "true"));
            assertThat(strict.statusCode()).isEqualTo(400);
            assertThat(TestGateway.text(strict)).contains("taskType", "FAILED_PRECONDITION");
        }
    }

    @Test
    void leadsAnOpenAiClientToAGeminiUpstream() throws Exception {
        String answer = "{\"embeddings\":[{\"values\":[1,2]},{\"values\":[3,4]}]}";
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", answer)) {
            gateway.use(Configs.of(gemini(upstream)));
            HttpResponse<byte[]> response = gateway.post(
                    "/v1/embeddings",
                    "{\"model\":\"v\",\"input\":[\"a\",\"b\"],\"dimensions\":2,\"user\":\"u\"}",
                    Map.of());
            assertThat(TestGateway.text(response))
                    .contains("\"embedding\":[1.0,2.0]", "\"embedding\":[3.0,4.0]", "\"model\":\"v\"");
            assertThat(response.headers().firstValue(Strictness.LOSS_HEADER).orElseThrow())
                    .startsWith("user (");
            assertThat(upstream.next()).startsWith("POST /v1beta/models/gemini-embedding-1:batchEmbedContents ");
            assertThat(upstream.next()).contains("\"outputDimensionality\":2", "{\"text\":\"b\"}");
        }
        assertThat(gateway.record().knownUsage()).as("Gemini tells none").isEmpty();
    }

    @Test
    void answersFromTheModelInsideTheProcess() {
        gateway.use(Configs.of());
        String text = TEXT.replace("models/v", "models/local-embed");
        HttpResponse<byte[]> answer = gateway.post(ONE.formatted("local-embed"), text, Map.of());
        assertThat(TestGateway.text(answer)).isEqualTo("{\"embedding\":{\"values\":[3.0,0.5]}}");
        assertThat(answer.headers().firstValue(Strictness.LOSS_HEADER)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"429, 429", "400, 400", "401, 503", "200, 502"})
    void tellsErrorsInTheClientsProtocol(int upstreams, int clients) throws Exception {
        try (RawUpstream upstream = new RawUpstream(
                "HTTP/1.1 " + upstreams + " X\r\ncontent-type: application/json", "{\"error\":{\"message\":\"no\"}}")) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "text-embed", "v", "k1")));
            HttpResponse<byte[]> answer = post(BATCH, TEXTS);
            assertThat(answer.statusCode()).isEqualTo(clients);
            assertThat(TestGateway.text(answer)).contains("\"status\":\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"{}", "[]", "'{\"content\":{\"parts\":[]}}'", "nonsense"})
    void refusesWhatItCannotRead(String body) throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", OPENAI_ANSWER)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "text-embed", "v", "k1")));
            assertThat(post(ONE, body).statusCode()).isEqualTo(400);
            assertThat(gateway.record().failureKind()).contains("InvalidRequest");
        }
    }

    private HttpResponse<byte[]> post(String path, String body) {
        return gateway.post(path.formatted("v"), body, Map.of());
    }

    private static Config.Provider gemini(ReceivingUpstream upstream) {
        return new Config.Provider(
                Config.ProviderKind.GEMINI,
                "gemini",
                true,
                Optional.empty(),
                Optional.of(upstream.baseUrl().replace("/v1", "")),
                Map.of(),
                List.of(Configs.credential("g-1", "k1", 1)),
                List.of(new Config.Model("gemini-embedding-1", "v")),
                List.of(),
                0);
    }
}
