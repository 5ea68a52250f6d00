package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Received;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Warning;
import io.lingzhi.llm.json.JsonValue;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The seed's file as it is, with one key in {@code .env}; only the provider's address is the simulator's. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedConfigurationTest {
    private static final Path SEED = Path.of("../gateway/src/test/resources/seed-config.yaml");
    private static final String KEY = "lingzhi-api-key-001";

    private final Simulator upstream;
    private final RunningService running;
    private final Client gateway;
    private final Client assistant;

    SeedConfigurationTest(@TempDir Path folder) throws Exception {
        upstream = RunningService.simulator();
        Files.writeString(folder.resolve(".env"), "DEEPSEEK_API_KEY=sk-the-only-one\n");
        String seed = Files.readString(SEED);
        running = RunningService.with(folder, seed.replace("https://api.deepseek.com/v1", upstream.baseUrl()));
        gateway = running.gateway().withKey(KEY);
        assistant = running.assistant().withKey(KEY);
    }

    @AfterAll
    void stop() {
        running.close();
        upstream.close();
    }

    @Test
    void warnsOnceForEachVariableThatIsMissing() {
        assertThat(running.loaded.warnings())
                .extracting(Warning::key)
                .containsExactlyInAnyOrder(
                        "CLIPROXY_MANAGEMENT_KEY",
                        "CLAUDE_API_KEY",
                        "GEMINI_API_KEY",
                        "QWEN_API_KEY",
                        "CLAUDE_CLIENT_ID",
                        "GEMINI_CLIENT_ID",
                        "GEMINI_CLIENT_SECRET",
                        "CODEX_CLIENT_ID",
                        "CODEX_CLIENT_SECRET");
    }

    @Test
    void answersUnderTheAliasAndUnderItsPrefixedNameWholeAndStreamed() throws Exception {
        for (String model : List.of("lingzhi-chat", "deepseek/lingzhi-chat")) {
            assertThat(Client.text(gateway.chat(model, "智能气功"))).contains("智能气功", "模拟");
            String stream = gateway.stream(model, "智能气功").body();
            assertThat(Client.streamedText(stream)).contains("智能气功", "模拟");
            assertThat(Client.data(stream)).last().isEqualTo("[DONE]");
        }
    }

    @Test
    void asksTheUpstreamWithItsOwnModelNameAndKeyOnly() throws Exception {
        assertThat(gateway.chat("lingzhi-chat", "who-asks").statusCode()).isEqualTo(200);

        Received asked = upstream.log().stream()
                .filter(received -> received.body().text().contains("who-asks"))
                .findFirst()
                .orElseThrow();
        assertThat(asked.body().text()).isEqualTo(Client.chatBody("deepseek-chat", "who-asks", ""));
        assertThat(asked.header("authorization")).hasValue("Bearer sk-the-only-one");
        assertThat(asked.headers().toString()).doesNotContain(KEY);
    }

    @Test
    void answersOnTheAiServiceUnderTheShortName() throws Exception {
        JsonValue.Obj whole = Client.json(assistant.ai("{\"prompt\":\"你好\",\"model\":\"deepseek\"}"));
        String streamed = assistant
                .ai("{\"prompt\":\"你好\",\"model\":\"deepseek\",\"stream\":true}")
                .body();
        StringBuilder text = new StringBuilder();
        for (String data : Client.data(streamed)) {
            text.append(Client.json(data).string("text", ""));
        }

        assertThat(whole.string("model")).hasValue("lingzhi-chat");
        assertThat(whole.string("response").orElse("")).contains("你好", "模拟");
        assertThat(text.toString()).isEqualTo(whole.string("response").orElse(""));
        assertThat(streamed).contains("event: done\n");
    }

    @Test
    void prefersTheUsableModelWhenTheRequestNamesNone() throws Exception {
        JsonValue.Obj answer = Client.json(assistant.ai("{\"prompt\":\"你好\"}"));

        assertThat(answer.string("model")).hasValue("lingzhi-chat");
        assertThat(answer.bool("degraded")).hasValue(false);
    }

    @Test
    void saysWhichKeyIsMissingForTheModel() throws Exception {
        HttpResponse<String> onAssistant = assistant.ai("{\"prompt\":\"你好\",\"model\":\"claude\"}");
        HttpResponse<String> onGateway = gateway.chat("claude-sonnet", "hi");

        assertThat(onAssistant.statusCode()).isEqualTo(503);
        assertThat(Client.json(onAssistant).string("detail").orElse("")).contains("CLAUDE_API_KEY");
        assertThat(onGateway.statusCode()).isEqualTo(503);
        assertThat(Client.json(onGateway).object("error").string("message").orElse(""))
                .contains("CLAUDE_API_KEY");
    }

    @Test
    void listsWhatCanBeAskedForSortedAndStable() throws Exception {
        HttpResponse<String> first = gateway.get("/v1/models");
        List<String> names = Client.each(Client.json(first), "data", "id");

        assertThat(names)
                .isSorted()
                .contains("lingzhi-chat", "deepseek/lingzhi-chat", "lingzhi-offline", "lingzhi-embed")
                .doesNotContain("claude-sonnet", "qwen-chat", "gemini-flash");
        assertThat(gateway.get("/v1/models").body()).isEqualTo(first.body());
        assertThat(Client.json(gateway.get("/v1/models/lingzhi-chat")).string("object"))
                .hasValue("model");
        assertThat(gateway.get("/v1/models/deepseek/lingzhi-chat").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/v1/models/none").statusCode()).isEqualTo(404);
    }

    @Test
    void listsModelsInTheFormOfTheClient() throws Exception {
        JsonValue.Obj anthropic = Client.json(gateway.with("x-api-key", KEY, "anthropic-version", "2023-06-01")
                .get("/v1/models"));
        JsonValue.Obj gemini = Client.json(gateway.with("x-goog-api-key", KEY).get("/v1/models"));
        JsonValue.Obj byQuery = Client.json(gateway.with().get("/v1/models?key=" + KEY));

        assertThat(Client.each(anthropic, "data", "type")).contains("model").containsOnly("model");
        assertThat(anthropic.bool("has_more")).hasValue(false);
        assertThat(Client.each(gemini, "models", "name")).contains("models/lingzhi-chat");
        assertThat(byQuery).isEqualTo(gemini);
    }

    @Test
    void takesTheClientsKeyInEachOfItsFivePlaces() throws Exception {
        String body = Client.chatBody("lingzhi-chat", "hi", "");
        String path = "/v1/chat/completions";
        List<HttpResponse<String>> answers = List.of(
                gateway.withKey(KEY).post(path, body),
                gateway.with("x-api-key", KEY).post(path, body),
                gateway.with("x-goog-api-key", KEY).post(path, body),
                gateway.with().post(path + "?key=" + KEY, body),
                gateway.with().post(path + "?auth_token=" + KEY, body),
                gateway.with("authorization", "Bearer wrong", "x-api-key", "lingzhi-api-key-002")
                        .post(path, body));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
    }

    @Test
    void refusesAWrongKeyInTheClientsForm() throws Exception {
        for (Client stranger : List.of(gateway.with(), gateway.withKey("wrong"), gateway.with("x-api-key", "wrong"))) {
            HttpResponse<String> answer = stranger.chat("lingzhi-chat", "hi");
            JsonValue.Obj error = Client.json(answer).object("error");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(error.string("message").orElse("")).contains("API key").doesNotContain("wrong");
            assertThat(error.string("type")).isPresent();
            assertThat(error.string("code")).hasValue("invalid_api_key");
            assertThat(answer.headers().firstValue("x-request-id")).isPresent();
            assertThat(stranger.get("/v1/models").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> onAssistant = assistant.withKey("wrong").ai("{\"prompt\":\"hi\"}");
        assertThat(onAssistant.statusCode()).isEqualTo(401);
        assertThat(Client.json(onAssistant).string("type")).hasValue("/docs#problem-unauthenticated");
    }

    @Test
    void keepsManagementOffWithoutItsKey() throws Exception {
        assertThat(gateway.get("/v0/management/usage").statusCode()).isEqualTo(404);
        assertThat(gateway.withKey("").get("/v0/management/usage").statusCode()).isEqualTo(404);
    }
}
