package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.lingzhi.gateway.usage.RequestRecord;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wishes for a shorter conversation, over real sockets. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompactionTest {
    private static final String PATH = "/v1/responses/compact";
    private static final String ASKED =
            "{ \"input\":[{\"role\":\"user\",\"content\":\"灵\"}], \"model\": \"m\"," + "\"unheard_of\":1.50 }";

    private final TestGateway gateway = new TestGateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void goesUpstreamUnpackedAndOtherwiseAsItIs() throws Exception {
        String answer = "{\"object\" : \"response.compaction\",\"output\":[{\"type\":\"compaction\","
                + "\"encrypted_content\":\"zz\"}],\"usage\":{\"input_tokens\":7,\"output_tokens\":2}}";
        byte[] packed = Zstd.compress(ASKED.getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = Map.of("content-encoding", "zstd", "session-id", "s-1", "x-mine", "x");
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", answer)) {
            gateway.use(Configs.of(Spoken.RESPONSES.provider("p", upstream.baseUrl())));
            HttpResponse<byte[]> response = gateway.post(PATH, packed, headers);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(TestGateway.text(response)).isEqualTo(answer);
            assertThat(upstream.next())
                    .startsWith("POST /v1/responses/compact ")
                    .contains("Bearer key-p", "session-id: s-1")
                    .doesNotContain("content-encoding", "x-mine");
            byte[] sent = upstream.next().getBytes(StandardCharsets.ISO_8859_1);
            assertThat(new String(sent, StandardCharsets.UTF_8)).isEqualTo(ASKED.replace("\"m\"", "\"up\""));
        }
        RequestRecord record = gateway.record();
        assertThat(record.operation()).isEqualTo("compact");
        assertThat(record.usage().total()).isEqualTo(9);
    }

    @Test
    void refusesAStreamAndLeavesOutThatNoneIsWished() throws Exception {
        try (ReceivingUpstream upstream = ReceivingUpstream.answering("application/json", "{}")) {
            gateway.use(Configs.of(Spoken.RESPONSES.provider("p", upstream.baseUrl())));
            HttpResponse<byte[]> refused = gateway.post(PATH, "{\"model\":\"m\",\"stream\":true}", Map.of());
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(TestGateway.text(refused)).startsWith("{\"error\":{").contains("leave stream out");
            String asked = "{\"stream\":false,\"model\":\"m\",\"input\":\"hi\"}";
            assertThat(gateway.post(PATH, asked, Map.of()).statusCode()).isEqualTo(200);
            upstream.next();
            assertThat(upstream.next()).isEqualTo("{\"model\":\"up\",\"input\":\"hi\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"model\":3}", "nonsense", ""})
    void refusesBodiesWithoutAModel(String body) throws InterruptedException {
        gateway.use(Configs.of());
        assertThat(gateway.post(PATH, body, Map.of()).statusCode()).isEqualTo(400);
        assertThat(gateway.record().failureKind()).contains("InvalidRequest");
    }

    @Test
    void saysThatNoUpstreamOfTheModelSpeaksResponses() throws Exception {
        gateway.use(Configs.of(
                Spoken.CHAT.provider("chat", "http://127.0.0.1:1/v1"),
                Spoken.ANTHROPIC.provider("claude", "http://127.0.0.1:1")));
        for (String model : List.of("m", "local-embed")) {
            HttpResponse<byte[]> answer = gateway.post(PATH, "{\"model\":\"" + model + "\"}", Map.of());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(TestGateway.text(answer))
                    .startsWith("{\"error\":{")
                    .contains("POST " + PATH, "model " + model, "codex-api-key");
            assertThat(gateway.record().failureKind()).contains("Unsupported");
        }
    }

    @Test
    void passesOverThoseThatSpeakOtherwise() throws Exception {
        try (RawUpstream good = RawUpstream.answering("application/json", "{\"output\":[]}")) {
            gateway.use(Configs.of(
                    Spoken.CHAT.provider("chat", "http://127.0.0.1:1/v1"),
                    Spoken.RESPONSES.provider("good", good.baseUrl())));
            assertThat(gateway.post(PATH, ASKED, Map.of()).statusCode()).isEqualTo(200);
            assertThat(gateway.record().attempts()).hasSize(1);
        }
    }

    /** Whether a credential that failed so is asked once more. */
    @ParameterizedTest
    @CsvSource({
        "400, true",
        "404, true",
        "408, true",
        "500, true",
        "503, true",
        "401, false",
        "402, false",
        "403, false",
        "429, false"
    })
    void tellsAgainstACredentialOnlyWhatIsAboutIt(int status, boolean again) throws Exception {
        String error = "{\"error\":{\"message\":\"no such route\"}}";
        try (RawUpstream upstream = RawUpstream.inTurn(RawUpstream.answer(status, "application/json", error))) {
            gateway.use(Configs.of(Spoken.RESPONSES.provider("p", upstream.baseUrl())));
            for (int i = 0; i < 2; i++) {
                assertThat(gateway.post(PATH, ASKED, Map.of()).statusCode()).isGreaterThanOrEqualTo(400);
            }
            assertThat(upstream.calls()).isEqualTo(again ? 2 : 1);
        }
    }
}
