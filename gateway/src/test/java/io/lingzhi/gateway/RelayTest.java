package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.usage.RequestRecord;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls with JSON bodies that are passed on, and the answers that come back as they are. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayTest {
    private static final String IMAGES = "/v1/images/generations";

    private final TestGateway gateway = new TestGateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void changesNothingButTheModelsName() throws Exception {
        String answer = "{ \"data\":[{\"b64_json\":\"AAAA\"}],\"usage\":{\"input_tokens\":7,\"output_tokens\":9} }";
        String asked = "{ \"prompt\":\"a cat\", \"model\": \"%s\",\"n\":1, \"unheard_of\":{} }";
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", answer)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "gpt-image-1", "pictures", "k1")));
            HttpResponse<byte[]> response = gateway.post(IMAGES, asked.formatted("pictures"), Map.of());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(TestGateway.text(response)).isEqualTo(answer);
            assertThat(upstream.next())
                    .startsWith("POST /v1/images/generations ")
                    .contains("Bearer k1");
            assertThat(upstream.next()).isEqualTo(asked.formatted("gpt-image-1"));
        }
        RequestRecord record = gateway.record();
        assertThat(record.operation()).isEqualTo("images");
        assertThat(record.modelAsked()).isEqualTo("pictures");
        assertThat(record.usage().input()).isEqualTo(7);
        assertThat(record.usage().output()).isEqualTo(9);
    }

    @Test
    void passesEventsOnAndReadsTheirUsage() throws Exception {
        String events = """
            event: image_generation.partial_image
            data: {"b64_json":"AA"}

            event: image_generation.completed
            data: {"usage":{"input_tokens":3,"output_tokens":4}}

            """;
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("text/event-stream", events)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            HttpResponse<byte[]> response =
                    gateway.post(IMAGES, "{\"model\":\"m\",\"stream\":true,\"prompt\":\"p\"}", Map.of());
            assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(TestGateway.text(response)).isEqualTo(events);
        }
        RequestRecord record = gateway.record();
        assertThat(record.streamed()).isTrue();
        assertThat(record.usage().total()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, not JSON at all",
        "application/json, '[1,2]'",
        "text/plain; charset=utf-8, a text",
        "text/vtt, WEBVTT",
        "application/x-unheard-of, bytes",
        "audio/mpeg, ID3..."
    })
    void givesBackWhateverComes(String contentType, String body) throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering(contentType, body)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            HttpResponse<byte[]> response =
                    gateway.post("/v1/audio/speech", "{\"model\":\"m\",\"input\":\"hi\"}", Map.of());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).contains(contentType);
            assertThat(TestGateway.text(response)).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"input\":\"x\"}', '{\"model\":\"up\",\"input\":\"x\"}'",
        "{}, '{\"model\":\"up\"}'",
        "'{\"model\":null,\"input\":1}', '{\"model\":\"up\",\"input\":1}'"
    })
    void takesTheUsualModelWhereNoneIsNamed(String asked, String sent) throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", "{}")) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "up", "moderator", "k1")));
            assertThat(gateway.post("/v1/moderations", asked, Map.of()).statusCode())
                    .isEqualTo(200);
            upstream.next();
            assertThat(upstream.next()).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @CsvSource({"{}", "'{\"model\":3}'", "'{\"model\":\"\"}'", "nonsense", "''"})
    void refusesBodiesWithoutAModel(String body) throws InterruptedException {
        gateway.use(Configs.of());
        assertThat(gateway.post(IMAGES, body, Map.of()).statusCode()).isEqualTo(400);
        assertThat(gateway.record().failureKind()).contains("InvalidRequest");
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void asksTheNextProviderWhenOneIsDeadOrFails() throws Exception {
        try (RawUpstream failing = new RawUpstream("HTTP/1.1 500 No\r\ncontent-type: application/json", "{}");
                RawUpstream good = RawUpstream.answering("application/json", "{\"data\":[]}")) {
            gateway.use(Configs.of(
                    Configs.provider("dead", "http://127.0.0.1:1/v1", "x", "m", "k1"),
                    Configs.provider("failing", failing.baseUrl(), "x", "m", "k1"),
                    Configs.provider("good", good.baseUrl(), "x", "m", "k1")));
            assertThat(gateway.post(IMAGES, "{\"model\":\"m\"}", Map.of()).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.record().attempts()).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"401, 503", "429, 429", "400, 400", "500, 502"})
    void tellsErrorsAsTheOtherRoutesDo(int upstreams, int clients) throws Exception {
        String error = "{\"error\":{\"message\":\"no such voice\",\"type\":\"t\"}}";
        try (RawUpstream upstream =
                new RawUpstream("HTTP/1.1 " + upstreams + " No\r\ncontent-type: application/json", error)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            HttpResponse<byte[]> answer = gateway.post("/v1/audio/speech", "{\"model\":\"m\"}", Map.of());
            assertThat(answer.statusCode()).isEqualTo(clients);
            assertThat(TestGateway.text(answer)).startsWith("{\"error\":{");
        }
    }

    @Test
    void saysThatNoUpstreamOfTheModelServesTheRoute() throws Exception {
        Config.Provider claude = new Config.Provider(
                Config.ProviderKind.CLAUDE,
                "claude",
                true,
                Optional.empty(),
                Optional.of("http://127.0.0.1:1"),
                Map.of(),
                List.of(Configs.credential("c-1", "k", 1)),
                List.of(new Config.Model("claude-x", "claude-x")),
                List.of(),
                0);
        gateway.use(Configs.of(claude));
        for (String model : List.of("claude-x", "local-embed")) {
            HttpResponse<byte[]> answer = gateway.post(IMAGES, "{\"model\":\"" + model + "\"}", Map.of());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(TestGateway.text(answer))
                    .startsWith("{\"error\":{")
                    .contains("POST /v1/images/generations", "model " + model);
            assertThat(gateway.record().failureKind()).contains("Unsupported");
        }
    }

    @Test
    void refusesAWrongKey() throws InterruptedException {
        gateway.use(Configs.of());
        HttpResponse<byte[]> answer =
                gateway.post(IMAGES, "{\"model\":\"m\"}", Map.of("authorization", "Bearer wrong"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(gateway.record().failureKind()).contains("Unauthenticated");
    }

    @Test
    void neverEndsASoundCleanlyThatBrokeOff() throws Exception {
        try (RawUpstream upstream = new RawUpstream(
                        "HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\ncontent-length: 1000", "ID3 the beginning");
                RawClient client = new RawClient(gateway.port(), 0)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            client.post("/v1/audio/speech", Configs.CLIENT_KEY, "{\"model\":\"m\"}");
            String answer = client.readAll();
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("ID3 the beginning")
                    .doesNotContain("\r\n0\r\n", "error");
        }
        assertThat(gateway.record().failureKind()).contains("Unreachable");
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void readsALongSoundNoFasterThanItsListener() throws Exception {
        try (FloodingUpstream upstream = new FloodingUpstream(2000, 50_000, "audio/mpeg");
                RawClient client = new RawClient(gateway.port(), 4096)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            client.post("/v1/audio/speech", Configs.CLIENT_KEY, "{\"model\":\"m\"}");
            assertThat(client.readUntil("\"content\":\"x")).contains("content-type: audio/mpeg");
            assertThat(upstream.over(Duration.ofSeconds(1)))
                    .as("100 MB were taken for a client that does not read")
                    .isFalse();
            assertThat(upstream.written()).isLessThan(50_000_000);
            client.reset();
            assertThat(upstream.over(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(gateway.record().status()).isEqualTo(Exchange.CLIENT_GONE);
        assertThat(gateway.underWay()).isZero();
    }
}
