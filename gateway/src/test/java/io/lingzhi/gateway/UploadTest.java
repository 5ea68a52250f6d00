package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.usage.RequestRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that are passed on while they arrive. The test's configuration holds at most 1 MiB of one. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadTest {
    private static final String PATH = "/v1/audio/transcriptions";
    private static final String FORM = "multipart/form-data; boundary=b0und";
    private static final String MODEL = "--b0und\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n%s\r\n";
    private static final String FILE = "--b0und\r\nContent-Disposition: form-data; name=\"file\"; "
            + "filename=\"a.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\n%s\r\n";
    private static final String END = "--b0und--\r\n";
    private static final String ANSWER =
            "{\"text\":\"hello\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":14,\"output_tokens\":45}}";

    private final TestGateway gateway = new TestGateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model first", "model last"})
    void changesNothingButTheModelsName(String order) throws Exception {
        String form = order.equals("model first")
                ? MODEL + FILE + END
                : FILE.replace("%s", "%2$s") + MODEL.replace("%s", "%1$s") + END;
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", ANSWER)) {
            use(upstream.baseUrl());
            HttpResponse<byte[]> answer = post(form.formatted("m", "ID3\r\n--b0un\r\n sound"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(TestGateway.text(answer)).isEqualTo(ANSWER);
            assertThat(answer.headers().firstValue("connection")).isEmpty();
            assertThat(upstream.next())
                    .startsWith("POST /v1/audio/transcriptions ")
                    .contains("Bearer k1", "boundary=b0und");
            assertThat(upstream.next()).isEqualTo(form.formatted("whisper-large", "ID3\r\n--b0un\r\n sound"));
        }
        RequestRecord record = gateway.record();
        assertThat(record.operation()).isEqualTo("transcriptions");
        assertThat(record.modelAsked()).isEqualTo("m");
        assertThat(record.usage().total()).isEqualTo(59);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsTheFirstBytesBeforeTheClientHasSentTheLast(boolean chunked) throws Exception {
        int megabytes = 20;
        String piece = "s".repeat(1 << 20);
        String begin = MODEL.formatted("m") + FILE.substring(0, FILE.indexOf("%s"));
        String end = "\r\n" + END;
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", ANSWER);
                RawClient client = new RawClient(gateway.port(), 0)) {
            use(upstream.baseUrl());
            long length = begin.length() + (long) megabytes * piece.length() + end.length();
            client.send(head(chunked ? "transfer-encoding: chunked" : "content-length: " + length));
            client.send(chunk(chunked, begin));
            for (int i = 0; i < megabytes; i++) {
                client.send(chunk(chunked, piece));
                if (i == 1) {
                    assertThat(upstream.next()).startsWith("POST ");
                    upstream.awaitReceived(1 << 20);
                }
            }
            upstream.awaitReceived((megabytes - 1L) << 20);
            client.send(chunk(chunked, end)).send(chunked ? "0\r\n\r\n" : "");
            assertThat(client.readUntil("\"text\":\"hello\"")).startsWith("HTTP/1.1 200");
            assertThat(upstream.next()).startsWith(MODEL.formatted("whisper-large") + "--b0und");
            assertThat(upstream.received()).isEqualTo(length + "whisper-large".length() - 1);
        }
        assertThat(gateway.record().status()).isEqualTo(200);
    }

    @Test
    void givesAShortFormToTheNextProvider() throws Exception {
        try (RawUpstream failing = new RawUpstream("HTTP/1.1 500 No\r\ncontent-type: application/json", "{}");
                ReceivingUpstream good = ReceivingUpstream.answering("text/plain", "hello")) {
            gateway.use(Configs.of(
                    Configs.provider("dead", "http://127.0.0.1:1/v1", "x", "m", "k1"),
                    Configs.provider("failing", failing.baseUrl(), "x", "m", "k1"),
                    Configs.provider("good", good.baseUrl(), "x", "m", "k1")));
            HttpResponse<byte[]> answer = post((MODEL + FILE + END).formatted("m", "sound"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
            assertThat(gateway.record().attempts()).hasSize(3);
        }
    }

    @Test
    void givesALongFormToTheNextProviderOnlyIfNoneHasTakenIt() throws Exception {
        String form = (MODEL + FILE + END).formatted("m", "s".repeat(500_000));
        try (ReceivingUpstream refusing = ReceivingUpstream.refusingEarly("500 No", "{}");
                ReceivingUpstream good = ReceivingUpstream.answering("application/json", ANSWER)) {
            gateway.use(Configs.of(
                    Configs.provider("dead", "http://127.0.0.1:1/v1", "x", "m", "k1"),
                    Configs.provider("good", good.baseUrl(), "x", "m", "k1")));
            assertThat(post(form).statusCode()).isEqualTo(200);
            assertThat(gateway.record().attempts()).hasSize(2);
            gateway.use(Configs.of(
                    Configs.provider("refusing", refusing.baseUrl(), "x", "m", "k1"),
                    Configs.provider("good", good.baseUrl(), "x", "m", "k1")));
            assertThat(post(form).statusCode()).isEqualTo(502);
            assertThat(gateway.record().attempts()).hasSize(1);
        }
    }

    @Test
    void tellsAnErrorThatComesBeforeTheLastByteWasSent() throws Exception {
        try (ReceivingUpstream upstream =
                        ReceivingUpstream.refusingEarly("413 No", "{\"error\":{\"message\":\"too long for me\"}}");
                RawClient client = new RawClient(gateway.port(), 0)) {
            use(upstream.baseUrl());
            client.send(head("content-length: 9000000")).send((MODEL + FILE).formatted("m", "s".repeat(200_000)));
            assertThat(client.readUntil("too long for me")).startsWith("HTTP/1.1 4");
            client.readAll();
        }
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void asksForTheModelBeforeTheFileWhereTheFileIsTooLongToBeHeld() throws Exception {
        try (RawClient client = new RawClient(gateway.port(), 0)) {
            use("http://127.0.0.1:1/v1");
            client.send(head("content-length: 9000000")).send(FILE.formatted("s".repeat((1 << 20) + 100_000)));
            assertThat(client.readUntil("before the file"))
                    .startsWith("HTTP/1.1 400")
                    .contains("limits.body");
        }
        assertThat(gateway.record().failureKind()).contains("InvalidRequest");
        assertThat(gateway.underWay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b0und--",
                "",
                "no form",
                "--b0und\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n\r\n--b0und--",
                "--b0und\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ncut"
            })
    void refusesAFormThatNamesNoModel(String form) throws Exception {
        use("http://127.0.0.1:1/v1");
        HttpResponse<byte[]> answer = post(form);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestGateway.text(answer)).contains("\"param\":\"model\"");
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void takesJsonInPlaceOfAFormAndNothingElse() throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", ANSWER)) {
            use(upstream.baseUrl());
            assertThat(gateway.post(PATH, "{\"model\":\"m\"}", Map.of()).statusCode())
                    .isEqualTo(200);
            upstream.next();
            assertThat(upstream.next()).isEqualTo("{\"model\":\"whisper-large\"}");
            assertThat(gateway.post(PATH, "x", Map.of("content-type", "text/plain"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(gateway.post(PATH, "x", Map.of("content-type", FORM, "content-encoding", "gzip"))
                            .statusCode())
                    .isEqualTo(415);
        }
    }

    @Test
    void refusesAWrongKeyBeforeTheBodyHasCome() throws Exception {
        try (RawClient client = new RawClient(gateway.port(), 0)) {
            use("http://127.0.0.1:1/v1");
            client.send(head("content-length: 9000000").replace(Configs.CLIENT_KEY, "wrong"));
            assertThat(client.readUntil("Invalid API key"))
                    .startsWith("HTTP/1.1 401")
                    .contains("connection: close");
            assertThat(client.readAll()).doesNotContain("HTTP/1.1"); // and the connection ends
        }
        assertThat(gateway.record().failureKind()).contains("Unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesABodyLongerThanTheLimit(boolean announced) throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", ANSWER);
                RawClient client = new RawClient(gateway.port(), 0)) {
            Configs configs = Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1"));
            gateway.use(configs.limits(limits(configs, 300_000)));
            String form = (MODEL + FILE).formatted("m", "s".repeat(400_000));
            client.send(head(announced ? "content-length: 400001" : "transfer-encoding: chunked"));
            if (!announced) {
                client.send(chunk(true, form));
            }
            assertThat(client.readUntil("limits.upload")).startsWith("HTTP/1.1 413");
        }
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void cancelsTheUpstreamWhenTheClientLeavesInTheMiddle() throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", ANSWER);
                RawClient client = new RawClient(gateway.port(), 0)) {
            use(upstream.baseUrl());
            client.send(head("content-length: 9000000")).send((MODEL + FILE).formatted("m", "s".repeat(200_000)));
            assertThat(upstream.next()).startsWith("POST ");
            client.reset();
            assertThat(upstream.next()).isEqualTo("gone");
        }
        assertThat(gateway.record().status()).isEqualTo(Exchange.CLIENT_GONE);
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void doesNotReadFasterThanTheUpstreamTakes() throws Exception {
        try (java.net.ServerSocket deaf = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                RawClient client = new RawClient(gateway.port(), 0)) {
            Configs configs = Configs.of(Configs.provider(
                    "p", "http://127.0.0.1:" + deaf.getLocalPort() + "/v1", "whisper-large", "m", "k1"));
            gateway.use(configs.patience(Duration.ofSeconds(1)));
            client.send(head("content-length: 60000000")).send(MODEL.formatted("m") + FILE.substring(0, 100));
            Thread writer = Thread.ofVirtual().start(() -> flood(client));
            String answer = client.readUntil("took nothing more of the request");
            assertThat(answer).startsWith("HTTP/1.1 504");
            client.reset();
            writer.join();
        }
        assertThat(gateway.underWay()).isZero();
    }

    private static void flood(RawClient client) {
        String piece = "s".repeat(1 << 20);
        try {
            for (int i = 0; i < 50; i++) {
                client.send(piece);
            }
        } catch (IOException e) {
            // The gateway has hung up, as it should.
        }
    }

    private void use(String baseUrl) {
        gateway.use(Configs.of(Configs.provider("p", baseUrl, "whisper-large", "m", "k1")));
    }

    private HttpResponse<byte[]> post(String form) {
        return gateway.post(PATH, form.getBytes(StandardCharsets.ISO_8859_1), Map.of("content-type", FORM));
    }

    private static String head(String framing) {
        return "POST " + PATH + " HTTP/1.1\r\nhost: t\r\nauthorization: Bearer " + Configs.CLIENT_KEY
                + "\r\ncontent-type: " + FORM + "\r\n" + framing + "\r\n\r\n";
    }

    private static String chunk(boolean chunked, String text) {
        return chunked ? Integer.toHexString(text.length()) + "\r\n" + text + "\r\n" : text;
    }

    private static Config.Limits limits(Configs configs, long uploadBytes) {
        Config.Limits limits = configs.config().limits();
        return new Config.Limits(
                limits.bodyBytes(),
                limits.headerBytes(),
                limits.connections(),
                limits.frameBytes(),
                limits.responseBytes(),
                limits.inFlight(),
                uploadBytes);
    }
}
