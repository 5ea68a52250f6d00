package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Outcome;
import io.lingzhi.bench.simulator.Received;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.llm.json.JsonValue;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes through is not touched, and what is too large or no longer wanted is not carried. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodiesTest {
    private static final String LARGE_MODEL = "sim-ok!chunks=1024,size=1024";
    private static final int TWO_MEBIBYTES = 2 << 20;

    private final Simulator upstream;
    private final RunningService running;

    BodiesTest(@TempDir Path folder) throws Exception {
        upstream = RunningService.simulator();
        Map<String, String> models = Map.of("plain", "sim-ok", "large", LARGE_MODEL, "stalling", "sim-ok!stall@2");
        running = RunningService.with(folder, RunningService.yaml(upstream, models) + "limits:\n  body: 3MiB\n");
    }

    @BeforeEach
    void forget() {
        upstream.reset();
    }

    @AfterAll
    void stop() {
        running.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses/compact", "/backend-api/codex/responses/compact"})
    void compactionIsRefusedInWordsWhereNoUpstreamSpeaksResponses(String path) throws Exception {
        HttpResponse<String> answer = running.gateway().post(path, "{\"model\":\"plain\",\"input\":\"hi\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("providers that speak Responses", "model plain");
    }

    @Test
    void requestOfTwoMebibytesReachesTheUpstreamByteForByte() throws Exception {
        String question = "é\"\\灵 ".repeat(TWO_MEBIBYTES / 10);
        String more = " , \"x_unknown\" : [1.50, 1e3, {\"a\":null}] ,\n\"temperature\":0.70";
        String asked = Client.chatBody("plain", question, more);

        assertThat(running.gateway().post("/v1/chat/completions", asked).statusCode())
                .isEqualTo(200);

        Received received = upstream.log().getFirst();
        assertThat(received.body().length()).isGreaterThan(TWO_MEBIBYTES);
        assertThat(received.body().text().equals(Client.chatBody("sim-ok", question, more)))
                .isTrue();
    }

    @Test
    void wholeAnswerOfTwoMebibytesReachesTheClientByteForByte() throws Exception {
        String answer = running.gateway().chat("large", "[[say:灵知 é\"]]").body();
        String direct =
                running.direct(upstream).chat(LARGE_MODEL, "[[say:灵知 é\"]]").body();

        assertThat(direct.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(TWO_MEBIBYTES - TWO_MEBIBYTES / 10);
        assertThat(answer.equals(direct)).isTrue();
    }

    @Test
    void streamOfTwoMebibytesReachesTheClientByteForByte() throws Exception {
        String usage = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        String path = "/v1/chat/completions";
        String answer = running.gateway()
                .post(path, Client.chatBody("large", "[[say:灵知 é\"]]", usage))
                .body();
        String unasked = running.gateway().stream("large", "[[say:灵知 é\"]]").body();
        String direct = running.direct(upstream)
                .post(path, Client.chatBody(LARGE_MODEL, "[[say:灵知 é\"]]", usage))
                .body();

        assertThat(answer.equals(direct))
                .as("with the usage that was asked for")
                .isTrue();
        assertThat(unasked.equals(withoutUsageChunk(direct)))
                .as("without the usage that was not asked for")
                .isTrue();
    }

    private static String withoutUsageChunk(String stream) {
        int at = stream.lastIndexOf("data: {");
        assertThat(stream.substring(at)).contains("\"choices\":[],\"usage\":{");
        return stream.substring(0, at) + stream.substring(stream.indexOf("data: [DONE]"));
    }

    @Test
    void bodyOverTheLimitIsRefusedInTheClientsForm() throws Exception {
        HttpResponse<String> answer = running.gateway().chat("plain", "x".repeat(5 << 20));
        JsonValue.Obj error = Client.json(answer).object("error");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(error.string("type")).hasValue("invalid_request_error");
        assertThat(error.string("message").orElse("")).contains("limits.body");
        assertThat(upstream.log()).isEmpty();
        assertThat(running.assistant()
                        .ai("{\"prompt\":\"" + "x".repeat(5 << 20) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void clientThatHangsUpEndsTheCallToTheUpstream() throws Exception {
        String body = Client.chatBody("stalling", "hi", ",\"stream\":true");
        long left;
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                URI.create(running.gateway().baseUrl()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer "
                                    + RunningService.KEY + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.lines().filter(line -> line.startsWith("data: ")).findFirst())
                    .isPresent();
            left = System.nanoTime();
        }

        Received received = upstream.await(asked -> asked.outcome() == Outcome.CLIENT_ABORT, Duration.ofSeconds(10))
                .orElseThrow();

        long noticed = received.receivedNanos() + received.ending().took().toNanos();
        assertThat(Duration.ofNanos(noticed - left)).isLessThan(Duration.ofMillis(500));
    }
}
