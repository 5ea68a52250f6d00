package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Received;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pass-through lane changes no byte but those that it must. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ByteForByteTest {
    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));
    private final HttpClient client = HttpClient.newHttpClient();

    ByteForByteTest() throws IOException {}

    @AfterAll
    void close() {
        client.close();
        simulator.close();
        gateway.close();
    }

    @BeforeEach
    void forget() {
        simulator.reset();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "crlf",
                "comments",
                "split=1",
                "split=7,crlf,comments",
                "chunks=300,size=3",
                "first=50ms",
                "no-usage",
                "bigusage,split=100"
            })
    void givesTheClientWhatTheUpstreamStreamed(String script) throws Exception {
        use(script);
        String asked = "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"你好, hi\"}]}";
        byte[] got = gateway.chat(asked).body();
        String sent = streamedFor(script);

        assertThat(text(got))
                .isEqualTo(sent.replaceAll("data: [^\\r\\n]*\"choices\":\\[\\][^\\r\\n]*(\\r?\\n){2}", ""));
        assertThat(text(got)).doesNotContain("\"choices\":[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "crlf,comments,split=5"})
    void givesTheUsageReportToAClientThatAskedForIt(String script) throws Exception {
        use(script);
        String asked = "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        byte[] got = gateway.chat(asked).body();

        assertThat(text(got)).isEqualTo(streamedFor(script)).contains("\"choices\":[]");
    }

    @Test
    void givesTheClientTheWholeAnswerAsItIs() throws Exception {
        use("");
        HttpResponse<byte[]> got = gateway.chat(TestGateway.question("m", false));
        assertThat(text(got.body())).isEqualTo(streamedFor(""));
        assertThat(got.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void passesThinkingAndToolCallsOn() throws Exception {
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-think", "m", "k1")));
        String asked = "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"[[call:2]]\"}],"
            + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{\"type\":\"object\","
            + "\"properties\":{\"at\":{\"type\":\"string\"}}}}}],\"stream_options\":{\"include_usage\":true}}";
        byte[] got = gateway.chat(asked).body();
        assertThat(text(got)).isEqualTo(streamedFor("")).contains("tool_calls", "reasoning_content");
    }

    @Test
    void sendsTheUpstreamWhatTheClientWroteButTheModelsName() throws Exception {
        use("");
        String before =
                "{ \"extra\" : [1.50, 1E+2, 123456789012345678901234567890, \"\\u4f60\\/\"],\r\n\t\"model\" :  ";
        String after = " , \"messages\":[ {\"role\":\"user\",\"content\":\"你\\u597d \\\"model\\\":\\\"m\\\" 😀\"} ] ,"
                + "\"x\":{\"model\":\"m\"}, \"stream\" : false }\n";
        gateway.chat(before + "\"M\"" + after);
        assertThat(received().body().text()).isEqualTo(before + "\"sim-ok\"" + after);
    }

    @Test
    void addsNothingButTheUsageWishToAStreamedRequest() throws Exception {
        use("");
        gateway.chat("{\"model\":\"m\", \"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}] }");
        assertThat(received().body().text())
                .isEqualTo(
                        "{\"model\":\"sim-ok\", \"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}] "
                                + ",\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void turnsOnlyTheUsageFlagOfTheClientsOptions() throws Exception {
        use("");
        String body = "{\"model\":\"%s\",\"stream\":true,\"stream_options\":{ \"a\":1, \"include_usage\" : %s},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        String got = text(gateway.chat(body.formatted("m", "false")).body());
        assertThat(received().body().text()).isEqualTo(body.formatted("sim-ok", "true"));
        assertThat(got).doesNotContain("\"choices\":[]");
    }

    @Test
    void sendsOurKeyAndNeverTheClients() {
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok", "m", "upstream-key")));
        gateway.post(
                "/v1/chat/completions?key=" + Configs.CLIENT_KEY,
                TestGateway.question("m", true),
                Map.of(
                        "x-api-key",
                        Configs.CLIENT_KEY,
                        "x-goog-api-key",
                        Configs.CLIENT_KEY,
                        "cookie",
                        "session=" + Configs.CLIENT_KEY,
                        "openai-organization",
                        "the-clients"));
        Received received = received();

        assertThat(received.header("authorization")).contains("Bearer upstream-key");
        assertThat(received.toString() + received.body().text()).doesNotContain(Configs.CLIENT_KEY, "the-clients");
        assertThat(received.path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void appliesConfiguredHeadersLast() {
        gateway.use(Configs.of(Configs.withHeaders(
                Configs.provider("p", simulator.baseUrl(), "sim-ok", "m", "upstream-key"),
                Map.of(
                        "Authorization", new Secret("Custom scheme"),
                        "User-Agent", new Secret("theirs/1"),
                        "X-Team", new Secret("blue")))));
        gateway.chat(TestGateway.question("m", false));
        Received received = received();

        assertThat(received.header("authorization")).contains("Custom scheme");
        assertThat(received.header("user-agent")).contains("theirs/1");
        assertThat(received.header("x-team")).contains("blue");
        assertThat(received.headers().stream()
                        .filter(header -> header.name().equalsIgnoreCase("authorization"))
                        .count())
                .isEqualTo(1);
    }

    private void use(String script) {
        gateway.use(Configs.of(Configs.withHeaders(
                Configs.provider("p", simulator.baseUrl(), "sim-ok", "m", "k1"),
                script.isEmpty() ? Map.of() : Map.of("x-simulate", new Secret(script)))));
    }

    private Received received() {
        return simulator.log().getFirst();
    }

    /** What the simulator streams for the request that the gateway made: equal requests get equal bytes. */
    private String streamedFor(String script) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(received().body().kept()));
        if (!script.isEmpty()) {
            request.header("x-simulate", script);
        }
        return text(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
