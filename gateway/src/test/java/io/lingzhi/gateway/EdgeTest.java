package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Outcome;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.access.ClientKeys;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.gateway.money.PriceTable;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.protocol.Protocol;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, what is written down, and what nobody is told. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {
    private static final String UPSTREAM_KEY = "upstreamkeywithoutanyform";

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    EdgeTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @BeforeEach
    void forget() {
        simulator.reset();
        gateway.use(Configs.of(provider("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong-key", "wrong-key", "Bearer", "Basic abc"})
    void refusesUnknownKeys(String authorization) throws InterruptedException {
        HttpResponse<byte[]> answer = gateway.post(
                "/v1/chat/completions", TestGateway.question("m", false), Map.of("authorization", authorization));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(TestGateway.text(answer)).contains("API key").doesNotContain("wrong-key");
        RequestRecord record = gateway.record();
        assertThat(record.clientKeyId()).isEqualTo(ClientKeys.ANONYMOUS);
        assertThat(record.attempts()).isEmpty();
        assertThat(record.knownUsage()).contains(Usage.NONE);
        assertThat(simulator.log()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-api-key", "x-goog-api-key"})
    void takesTheKeyFromOtherHeadersBesideAWrongOne(String header) {
        HttpResponse<byte[]> answer = gateway.post(
                "/v1/chat/completions",
                TestGateway.question("m", false),
                Map.of("authorization", "Bearer wrong", header, Configs.CLIENT_KEY));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"model\":1}", "{\"messages\":[]}", "{\"model\":\"\"}", "null"})
    void refusesBodiesThatAreNoRequest(String body) throws InterruptedException {
        HttpResponse<byte[]> answer = gateway.chat(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestGateway.text(answer)).startsWith("{\"error\":{");
        assertThat(gateway.record().failureKind()).contains("InvalidRequest");
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void namesTheModelThatWasMeant() {
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("mm", false));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(TestGateway.text(answer)).contains("did you mean m?");
    }

    @Test
    void namesTheVariableThatIsMissing() {
        gateway.use(Configs.of(Configs.withCredentials(provider(""), Configs.unset("c", "SOME_API_KEY"))));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", false));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(TestGateway.text(answer)).contains("SOME_API_KEY");
    }

    @Test
    void refusesMoreRequestsAtOnceThanAllowed() throws Exception {
        Configs configs = Configs.of(provider("stall@0"));
        Config.Limits limits = configs.config().limits();
        gateway.use(configs.limits(new Config.Limits(
                limits.bodyBytes(),
                limits.headerBytes(),
                limits.connections(),
                limits.frameBytes(),
                limits.responseBytes(),
                1,
                limits.uploadBytes())));
        try (RawClient first = new RawClient(gateway.port(), 0)) {
            first.post("/v1/chat/completions", Configs.CLIENT_KEY, TestGateway.question("m", true));
            assertThat(simulator.await(taken -> taken.outcome() == Outcome.OPEN, Duration.ofSeconds(5)))
                    .isPresent();
            HttpResponse<byte[]> second = gateway.chat(TestGateway.question("m", false));
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("retry-after")).contains("1");
            assertThat(gateway.record().failureKind()).contains("Overloaded");
            first.reset();
        }
        assertThat(gateway.record().status()).isEqualTo(499);
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void refusesAnAnswerThatIsTooLong() throws InterruptedException {
        Configs configs = Configs.of(provider("chunks=1000,size=100"));
        Config.Limits limits = configs.config().limits();
        gateway.use(configs.limits(new Config.Limits(
                limits.bodyBytes(), limits.headerBytes(), limits.connections(), limits.frameBytes(), 50_000, 100, 1)));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", false));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(TestGateway.text(answer)).contains("limits.response");
        assertThat(gateway.record().attempts().getFirst().status()).contains(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recordsWhoAskedWhatAndWhatItCost(boolean stream) throws InterruptedException {
        gateway.post("/v1/chat/completions", TestGateway.question("M", stream), Map.of("x-request-id", "my-request.1"));
        RequestRecord record = gateway.record();
        assertThat(record.requestId()).isEqualTo("my-request.1");
        assertThat(record.clientKeyId()).isEqualTo(ClientKeys.keyId(Configs.CLIENT_KEY));
        assertThat(record.inbound()).isEqualTo(Protocol.OPENAI_CHAT);
        assertThat(record.operation()).isEqualTo("chat");
        assertThat(record.modelAsked()).isEqualTo("M");
        assertThat(record.streamed()).isEqualTo(stream);
        AttemptRecord attempt = record.attempts().getFirst();
        assertThat(attempt.provider()).isEqualTo("p");
        assertThat(attempt.credentialId()).isEqualTo("p-1");
        assertThat(attempt.status()).contains(200);
        assertThat(attempt.usage().orElseThrow().input()).isPositive();
        assertThat(attempt.usage().orElseThrow().output()).isPositive();
        assertThat(record.usage()).isEqualTo(attempt.usage().orElseThrow());
        assertThat(record.toString()).doesNotContain(Configs.CLIENT_KEY, UPSTREAM_KEY);
    }

    @Test
    void recordsCountsThatNeedMoreThan32Bits() throws InterruptedException {
        gateway.use(Configs.of(provider("bigusage")));
        gateway.chat(TestGateway.question("m", true));
        assertThat(gateway.record().usage().total()).isGreaterThan(1L << 32);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsUsageUnknownThatNobodyReported(boolean stream) throws InterruptedException {
        gateway.use(Configs.of(provider("no-usage")));
        gateway.chat(TestGateway.question("m", stream));
        RequestRecord record = gateway.record();
        assertThat(record.attempts().getFirst().usage()).isEqualTo(Optional.empty());
        assertThat(record.knownUsage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500, 503})
    void neverTellsAnUpstreamsKeyThatItsErrorEchoes(int status) throws Exception {
        String body = "{\"error\":{\"message\":\"Incorrect API key provided: " + UPSTREAM_KEY
                + ", header Bearer " + UPSTREAM_KEY + " and x-secret: headersecretvalue\",\"code\":\"" + UPSTREAM_KEY
                + "\",\"param\":\"" + UPSTREAM_KEY + "\"}}";
        try (RawUpstream upstream =
                new RawUpstream("HTTP/1.1 " + status + " No\r\ncontent-type: application/json", body)) {
            gateway.use(Configs.of(Configs.withHeaders(
                    Configs.provider("p", upstream.baseUrl(), "x", "m", UPSTREAM_KEY),
                    Map.of("x-secret", new Secret("headersecretvalue")))));
            HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));
            assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(TestGateway.text(answer)).doesNotContain(UPSTREAM_KEY, "headersecretvalue");
            assertThat(answer.headers().map().toString()).doesNotContain(UPSTREAM_KEY);
            assertThat(gateway.record().toString()).doesNotContain(UPSTREAM_KEY);
        }
    }

    @Test
    void neverTellsAKeyThatCannotBeSent() throws InterruptedException {
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "x", "m", UPSTREAM_KEY + "\n")));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(TestGateway.text(answer)).doesNotContain(UPSTREAM_KEY);
        assertThat(gateway.record().status()).isEqualTo(500);
    }

    @Test
    void showsNoSecretOfAConfigurationOrACall() {
        Config config = Configs.of(provider("")).config();
        assertThat(config.toString() + Snapshot.of(config, Map.of(), PriceTable.EMPTY))
                .doesNotContain(UPSTREAM_KEY, Configs.CLIENT_KEY)
                .contains("***");
    }

    private Config.Provider provider(String script) {
        return Configs.provider(
                "p", simulator.baseUrl(), script.isEmpty() ? "sim-ok" : "sim-ok!" + script, "m", UPSTREAM_KEY);
    }
}
