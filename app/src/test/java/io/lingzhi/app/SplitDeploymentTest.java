package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Outcome;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ConfigLoader;
import io.lingzhi.gateway.config.Loaded;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.llm.json.JsonValue;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The AI service in front of a gateway that it reaches over a socket only. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplitDeploymentTest {
    private final Simulator upstream;
    private final RunningService gateway;
    private final SeparateAssistant apart;
    private final Client assistant;
    private final HttpClient http = HttpClient.newHttpClient();

    SplitDeploymentTest(@TempDir Path one, @TempDir Path other) throws Exception {
        upstream = RunningService.simulator();
        gateway = RunningService.with(
                one,
                RunningService.yaml(upstream, Map.of("lingzhi-chat", "sim-ok", "slow", "sim-ok!stall@2"))
                        + "prices:\n  own: [{model: 'sim-*', input: 10, output: 20}]\n");
        apart = SeparateAssistant.start(config(other, gateway.gateway().baseUrl() + "/v1"), other.resolve("data"));
        assistant = new Client(http, apart.urls().getFirst(), List.of()).withKey("app-key");
    }

    private static Config config(Path folder, String gatewayUrl) throws Exception {
        Path file = Files.writeString(folder.resolve("config.yaml"), "api-keys: [app-key]\nassistant: {port: 0}\n");
        Loaded loaded = new ConfigLoader(Map.of(), folder, Locale.ENGLISH).load(file);
        assertThat(loaded).isInstanceOf(Loaded.Ok.class);
        Config config = ((Loaded.Ok) loaded).config();
        return config.withAssistant(
                config.assistant().asking(true, Optional.of(gatewayUrl), Optional.of(new Secret(RunningService.KEY))));
    }

    @AfterAll
    void stop() {
        http.shutdownNow();
        apart.close();
        gateway.close();
        upstream.close();
    }

    @Test
    void answersWholeAndStreamed() throws Exception {
        JsonValue.Obj whole = Client.json(assistant.ai("{\"prompt\":\"你好\",\"model\":\"deepseek\"}"));
        String streamed = assistant
                .ai("{\"prompt\":\"你好\",\"model\":\"deepseek\",\"stream\":true}")
                .body();

        assertThat(whole.string("response").orElse("")).as(whole.toString()).contains("你好", "模拟");
        assertThat(whole.object("usage").integer("output_tokens").orElse(0L)).isPositive();
        assertThat(streamed).contains("event: delta\n", "event: usage\n", "event: done\n");
        assertThat(whole.object("cost").integer("nano_usd").orElse(0L)).isPositive();
        assertThat(streamed.substring(streamed.indexOf("event: done"))).contains("\"cost\":{\"nano_usd\":");
    }

    @Test
    void stepsDownOverTheGatewaysRefusals() throws Exception {
        JsonValue.Obj answer = Client.json(assistant.ai("{\"prompt\":\"你好\",\"task\":\"chinese\"}"));

        assertThat(answer.string("model")).as(answer.toString()).hasValue("lingzhi-chat");
        assertThat(answer.bool("degraded")).hasValue(true);
    }

    @Test
    void tellsTheGatewaysFailures() throws Exception {
        HttpResponse<String> unknown = assistant.ai("{\"prompt\":\"x\",\"model\":\"no-such-model\"}");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Client.json(unknown).string("detail").orElse("")).contains("no-such-model");
    }

    @Test
    void endsTheCallWhenTheClientHangsUp() throws Exception {
        HttpResponse<InputStream> begun = http.send(
                assistant.posting("/v1/ai/chat", "{\"prompt\":\"x\",\"model\":\"slow\",\"stream\":true}"),
                HttpResponse.BodyHandlers.ofInputStream());
        begun.body().read();
        begun.body().close();

        assertThat(upstream.await(received -> received.outcome() == Outcome.CLIENT_ABORT, Duration.ofSeconds(20)))
                .isPresent();
    }

    @Test
    void saysWhereTheGatewayShouldBeWhenItIsNotThere(@TempDir Path folder) throws Exception {
        try (SeparateAssistant lonely =
                SeparateAssistant.start(config(folder, "http://127.0.0.1:1/v1"), folder.resolve("data"))) {
            Client client = new Client(http, lonely.urls().getFirst(), List.of()).withKey("app-key");

            HttpResponse<String> answer = client.ai("{\"prompt\":\"x\",\"model\":\"deepseek\"}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("http://127.0.0.1:1/v1", "assistant.gateway-url");
            assertThat(answer.body()).doesNotContain(RunningService.KEY);
        }
    }
}
