package io.lingzhi.assistant.http;

import static io.lingzhi.assistant.http.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.Failure;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedTest {
    private final Service service = new Service();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void turnsTextsIntoVectors() throws Exception {
        HttpResponse<String> response = service.send(service.post("/v1/ai/embed", "{\"texts\":[\"气功\",\"abc\"]}"));

        assertThat(response.body())
                .isEqualTo("{\"embeddings\":[[2.0,0.5],[3.0,0.5]],\"model\":\"lingzhi-embed\",\"usage\":"
                        + "{\"input_tokens\":7,\"output_tokens\":0,\"total_tokens\":7,\"cache_read_tokens\":0,"
                        + "\"cache_write_tokens\":0,\"reasoning_tokens\":0},\"cost\":null,\"request_id\":\"made-id\"}");
    }

    @Test
    void takesABareListAndTheQueryForm() throws Exception {
        HttpResponse<String> bare = service.send(service.post("/v1/ai/embed?model=other", "[\"ab\"]"));
        HttpResponse<String> query =
                service.send(service.to("/v1/ai/embed?texts=a&texts=bc").POST(BodyPublishers.noBody()));

        assertThat(bare.body()).startsWith("{\"embeddings\":[[2.0,0.5]],\"model\":\"other\"");
        assertThat(query.body()).startsWith("{\"embeddings\":[[1.0,0.5],[2.0,0.5]]");
    }

    @ParameterizedTest
    @CsvSource({
        "{}, texts",
        "'[]', texts",
        "'[\"a\",7]', texts[1]",
        "'[\"a\",\" \"]', texts[1]",
        "'{\"texts\":\"a\"}', texts"
    })
    void namesTheWrongText(String body, String field) throws Exception {
        HttpResponse<String> response = service.send(service.post("/v1/ai/embed", body));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).list("errors")).hasSize(1);
        assertThat(response.body()).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void tellsWhyThereAreNoVectors() throws Exception {
        EmbeddingClient failing = (model, texts, caller) ->
                new EmbeddingClient.Vectors.Failed(new Failure.Overloaded("busy", Optional.empty()));
        try (Service other = new Service(Limits.DEFAULT, key -> Optional.of("any"), failing)) {
            assertThat(other.send(other.post("/v1/ai/embed", "[\"x\"]")).statusCode())
                    .isEqualTo(503);
        }
    }
}
