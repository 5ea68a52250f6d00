package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors, and the list of models, over HTTP and from inside the process. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingsTest {
    private static final Caller CALLER = new Caller("key-abc", "req-1");

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    EmbeddingsTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @BeforeEach
    void use() {
        simulator.reset();
        gateway.use(Configs.of(
                Configs.provider("p", simulator.baseUrl(), "sim-embed", "vectors", "k1"),
                Configs.provider("bad", simulator.baseUrl(), "sim-embed!status=500", "shaky", "k1"),
                Configs.provider("good", simulator.baseUrl(), "sim-embed", "shaky", "k2")));
    }

    @Test
    void changesNothingButTheModelsName() throws InterruptedException {
        String body = "{ \"input\":[\"a\", \"b\"],\"model\": \"%s\", \"dimensions\":4,\"user\":\"u\" }";
        HttpResponse<byte[]> answer = post(body.formatted("Vectors"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(simulator.log().getFirst().body().text()).isEqualTo(body.formatted("sim-embed"));
        assertThat(simulator.log().getFirst().path()).isEqualTo("/v1/embeddings");
        assertThat(TestGateway.text(answer)).contains("\"embedding\":[");
        RequestRecord record = gateway.record();
        assertThat(record.operation()).isEqualTo("embeddings");
        assertThat(record.usage().input()).isPositive();
    }

    @Test
    void asksTheNextProviderWhenOneFails() throws InterruptedException {
        assertThat(post("{\"model\":\"shaky\",\"input\":\"a\"}").statusCode()).isEqualTo(200);
        assertThat(gateway.record().attempts()).hasSize(2);
    }

    @Test
    void answersFromTheModelInsideTheProcess() throws InterruptedException {
        HttpResponse<byte[]> answer = post("{\"model\":\"local-embed\",\"input\":[\"abc\",\"\"]}");
        assertThat(TestGateway.text(answer))
                .contains("\"embedding\":[3.0,0.5]", "\"embedding\":[0.0,0.5]", "\"prompt_tokens\":7");
        assertThat(gateway.record().usage().input()).isEqualTo(7);
        assertThat(TestGateway.text(post("{\"model\":\"local-embed\",\"input\":\"a\",\"encoding_format\":\"base64\"}")))
                .contains("\"embedding\":\"AACAPwAAAD8=\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"local-embed\",\"input\":\"a\",\"dimensions\":3}",
                "{\"model\":\"local-embed\",\"input\":\"a\",\"dimensions\":99999999999}",
                "{\"model\":\"local-embed\",\"input\":\"a\",\"dimensions\":0}",
                "{\"model\":\"local-embed\",\"input\":[1,2]}",
                "{\"model\":\"local-embed\"}",
                "{\"model\":\"local-embed\",\"input\":\"a\",\"encoding_format\":\"hex\"}",
                "{\"input\":\"a\"}",
                "nonsense"
            })
    void refusesWhatItCannotDo(String body) throws InterruptedException {
        assertThat(post(body).statusCode()).isEqualTo(400);
        assertThat(gateway.record().failureKind()).contains("InvalidRequest");
        assertThat(gateway.underWay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vectors", "shaky", "local-embed"})
    void answersACallerInsideTheProcess(String model) throws InterruptedException {
        Vectors vectors = gateway.embeddingClient().embed(new ModelId(model), List.of("one", "two"), CALLER);
        assertThat(vectors).isInstanceOfSatisfying(Vectors.Complete.class, complete -> {
            assertThat(complete.vectors()).hasSize(2);
            assertThat(complete.usage().input()).isPositive();
        });
        assertThat(gateway.record().clientKeyId()).isEqualTo("key-abc");
    }

    @Test
    void tellsACallerInsideTheProcessWhyThereIsNone() {
        Vectors vectors = gateway.embeddingClient().embed(new ModelId("vector"), List.of("one"), CALLER);
        assertThat(vectors)
                .isInstanceOfSatisfying(
                        Vectors.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.UnknownModel.class));
    }

    @Test
    void listsModelsInTheFormThatTheClientShows() {
        assertThat(TestGateway.text(gateway.get("/v1/models", Map.of())))
                .startsWith("{\"object\":\"list\",\"data\":[{\"id\":\"local-broken\"")
                .contains("{\"id\":\"shaky\",\"object\":\"model\",\"created\":0,\"owned_by\":\"bad\"}");
        assertThat(TestGateway.text(gateway.get("/v1/models", Map.of("anthropic-version", "2023-06-01"))))
                .contains("\"first_id\":\"local-broken\"", "\"last_id\":\"vectors\"");
        assertThat(TestGateway.text(gateway.get("/v1/models", Map.of("x-goog-api-key", "any"))))
                .contains("\"name\":\"models/vectors\"");
    }

    @Test
    void showsOneModelOrSaysThatThereIsNone() {
        assertThat(TestGateway.text(gateway.get("/v1/models/VECTORS", Map.of())))
                .isEqualTo("{\"id\":\"vectors\",\"object\":\"model\",\"created\":0,\"owned_by\":\"p\"}");
        assertThat(gateway.get("/v1/models/none", Map.of()).statusCode()).isEqualTo(404);
        assertThat(gateway.get("/v1/models", Map.of("authorization", "Bearer wrong"))
                        .statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<byte[]> post(String body) {
        return gateway.post("/v1/embeddings", body, Map.of());
    }
}
