package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lingzhi.llm.json.JsonValue;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With no file and no key, everything that needs no provider answers. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreshMachineTest {
    private static final int DIMENSIONS = 512;

    private final RunningService running;
    private final Client gateway;
    private final Client assistant;

    FreshMachineTest(@TempDir Path folder) throws StartException {
        running = RunningService.builtIn(folder);
        gateway = running.gateway().with();
        assistant = running.assistant().with();
    }

    @BeforeAll
    void startsWithoutWarnings() {
        assertThat(running.loaded.warnings()).isEmpty();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void saysThatItLives() throws Exception {
        for (String path : List.of("/healthz", "/health")) {
            assertThat(gateway.get(path).statusCode()).isEqualTo(200);
            assertThat(gateway.get(path).body()).isEqualTo("{\"status\":\"ok\"}");
        }
        HttpResponse<String> head = gateway.http()
                .send(
                        gateway.to("/healthz")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(Client.json(gateway.get("/")).list("endpoints")).isNotEmpty();
        assertThat(assistant.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void quotesTheConversationInAWholeAnswer() throws Exception {
        HttpResponse<String> answer = gateway.post("/v1/chat/completions", """
            {"model":"lingzhi-offline","messages":[
              {"role":"system","content":"The gateway listens on port 8317. The moon is far away."},
              {"role":"user","content":"On which port does the gateway listen?"}]}\
            """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Client.text(answer)).contains("not generated", "> The gateway listens on port 8317.");
        assertThat(Client.json(answer).string("model")).hasValue("lingzhi-offline");
        assertThat(Client.json(answer).object("usage").integer("total_tokens").orElseThrow())
                .isPositive();
    }

    @Test
    void answersAChineseQuestionInChineseStreamed() throws Exception {
        HttpResponse<String> answer = gateway.post("/v1/chat/completions", """
            {"model":"lingzhi-offline","stream":true,"messages":[
              {"role":"system","content":"灵知网关监听 8317 端口。月亮离我们很远。"},
              {"role":"user","content":"网关监听哪个端口？"}]}\
            """);

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(Client.streamedText(answer.body())).contains("非模型生成", "> 灵知网关监听 8317 端口。");
        assertThat(Client.data(answer.body())).last().isEqualTo("[DONE]");
        assertThat(Client.data(answer.body())).hasSizeGreaterThan(3);
    }

    @Test
    void tellsHowToAddAProviderWhenThereIsNothingToQuote() throws Exception {
        assertThat(Client.text(gateway.chat("lingzhi-offline", "你好"))).contains(".env", "config.yaml");
    }

    @Test
    void embedsInBothEncodingsAndUnderBothNames() throws Exception {
        List<Float> numbers = vector(gateway.post("/v1/embeddings", embed("lingzhi-embed", "")));
        List<Float> alias = vector(gateway.post("/v1/embeddings", embed("text-embedding-3-small", "")));
        JsonValue.Obj encoded =
                Client.json(gateway.post("/v1/embeddings", embed("lingzhi-embed", ",\"encoding_format\":\"base64\"")));
        byte[] bytes = Base64.getDecoder().decode(Client.first(encoded, "data").string("embedding", ""));
        var floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();

        assertThat(numbers).hasSize(DIMENSIONS);
        assertThat(alias).isEqualTo(numbers);
        assertThat(floats.remaining()).isEqualTo(DIMENSIONS);
        for (int i = 0; i < DIMENSIONS; i++) {
            assertThat(floats.get(i)).isCloseTo(numbers.get(i), within(1e-5f));
        }
    }

    private static String embed(String model, String more) {
        return "{\"model\":\"" + model + "\",\"input\":\"灵知\"" + more + "}";
    }

    private static List<Float> vector(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(200);
        return Client.first(Client.json(response), "data").list("embedding").stream()
                .map(number -> Float.valueOf(((JsonValue.Num) number).text()))
                .toList();
    }

    @Test
    void answersOnTheAiServiceWithTheOfflineModelLast() throws Exception {
        JsonValue.Obj answer = Client.json(assistant.ai("{\"prompt\":\"你好，灵知\"}"));

        assertThat(answer.string("model")).hasValue("lingzhi-offline");
        assertThat(answer.string("response").orElse("")).contains("lingzhi-offline");
        assertThat(answer.string("request_id").orElse("")).isNotEmpty();
        assertThat(answer.object("usage").integer("input_tokens").orElseThrow()).isPositive();
        assertThat(assistant.ai("{\"prompt\":\"你好\",\"stream\":true}").body())
                .contains("event: delta\n", "event: done\n");
    }

    @Test
    void describesTheAiServiceWithoutAnyOutsideAddress() throws Exception {
        assertThat(Client.json(assistant.get("/openapi.json")).object("paths").has("/v1/ai/chat"))
                .isTrue();
        assertThat(assistant.get("/docs").body())
                .contains("fetch(\"/openapi.json\")")
                .doesNotContain("src=\"http", "href=\"http", "url(http", "@import");
    }
}
