package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Outcome;
import io.lingzhi.bench.simulator.Received;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.RequestRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request when an upstream fails, over real sockets. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverTest {
    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    FailoverTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @BeforeEach
    void forget() {
        simulator.reset();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=500 | UpstreamFault",
                "status=503 | Overloaded",
                "status=401 | Unauthenticated",
                "status=403 | Forbidden",
                "status=429;retry-after=60 | RateLimited",
                "reset | Unreachable",
                "delay=30s | TimedOut",
                "stall@0 | TimedOut",
                "stall@1 | TimedOut",
                "cut@0 | Unreachable",
                "cut@10 | Unreachable",
                "cut@150 | Unreachable",
                "reset@1 | Unreachable",
                "malformed@1 | UpstreamFault",
                "error@0 | UpstreamFault",
                "error@1 | UpstreamFault",
            })
    void asksTheNextProviderWhenOneFailsBeforeTheFirstToken(String script, String kind) throws InterruptedException {
        gateway.use(Configs.of(failing(script), good()).patience(Duration.ofMillis(250)));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestGateway.text(answer)).contains("You said").endsWith("data: [DONE]\n\n");
        assertThat(TestGateway.text(answer).split("\"role\":\"assistant\"", -1)).hasSize(2);
        RequestRecord record = gateway.record();
        assertThat(record.status()).isEqualTo(200);
        assertThat(record.attempts()).extracting(AttemptRecord::provider).containsExactly("bad", "good");
        assertThat(record.attempts())
                .extracting(AttemptRecord::failureKind)
                .containsExactly(Optional.of(kind), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=500", "reset", "stall@0", "stall@1", "cut@30", "reset@1", "malformed@1", "error@1"})
    void asksTheNextProviderForWholeAnswersToo(String script) throws InterruptedException {
        gateway.use(Configs.of(failing(script), good()).patience(Duration.ofMillis(250)));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", false));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestGateway.text(answer)).contains("You said");
        assertThat(gateway.record().attempts()).hasSize(2);
    }

    @Test
    void asksTheNextProviderWhenNobodyListens() throws InterruptedException {
        Config.Provider nobody = Configs.provider("bad", "http://127.0.0.1:1/v1", "sim-ok", "m", "k1");
        gateway.use(Configs.of(nobody, good()));
        assertThat(gateway.chat(TestGateway.question("m", true)).statusCode()).isEqualTo(200);
        assertThat(gateway.record().attempts().getFirst().failureKind()).contains("Unreachable");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void returnsARequestFaultAtOnce(int status) throws InterruptedException {
        gateway.use(Configs.of(failing("status=" + status), good()).retrying(3, Duration.ofSeconds(30)));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));

        assertThat(answer.statusCode()).isBetween(400, 422);
        assertThat(gateway.record().attempts()).hasSize(1);
        assertThat(simulator.log()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stall@3", "reset@3,gap=30ms", "malformed@3", "error@3", "no-done"})
    void tellsThatAnAnswerBrokeOffWhereRescueIsOff(String script) throws InterruptedException {
        gateway.use(breakingOff(script).rescue(Config.RescueMode.OFF));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestGateway.text(answer)).doesNotContain("[DONE]").contains("\"error\":{");
        assertThat(gateway.record().attempts()).hasSize(1);
        assertThat(simulator.log()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stall@3", "reset@3,gap=30ms", "malformed@3", "error@3", "no-done"})
    void goesOnWithAnAnswerThatBrokeOff(String script) throws InterruptedException {
        gateway.use(Configs.of(good()));
        String whole = words(gateway.chat(TestGateway.question("m", true)));
        gateway.use(breakingOff(script));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));

        assertThat(words(answer)).isEqualTo(whole);
        assertThat(TestGateway.text(answer)).contains("[DONE]").doesNotContain("\"error\":{");
        RequestRecord record = gateway.record();
        assertThat(record.attempts()).hasSize(2);
        assertThat(record.failureKind()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stall@3", "reset@3,gap=30ms", "malformed@3", "error@3"})
    void holdsAnAssuredAnswerBackUntilItIsWhole(String script) throws InterruptedException {
        gateway.use(breakingOff(script).rescue(Config.RescueMode.ASSURED));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));

        assertThat(TestGateway.text(answer)).contains("[DONE]").doesNotContain("\"error\":{");
        assertThat(gateway.record().attempts()).hasSize(2);
    }

    private Configs breakingOff(String script) {
        return Configs.of(failing(script), good())
                .patience(Duration.ofMillis(250))
                .retrying(0, Duration.ofSeconds(30));
    }

    /** The text of a streamed answer. */
    private static String words(HttpResponse<byte[]> answer) {
        return Pattern.compile("\"content\":\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(TestGateway.text(answer))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
    }

    @Test
    void stopsAnUpstreamThatSentRubbish() throws InterruptedException {
        gateway.use(Configs.of(failing("malformed@3,gap=100ms,chunks=200")));
        gateway.chat(TestGateway.question("m", true));
        Optional<Received> stopped =
                simulator.await(received -> received.outcome() == Outcome.CLIENT_ABORT, Duration.ofSeconds(5));
        assertThat(stopped).isPresent();
    }

    @Test
    void triesTheSameCredentialAgainInAnotherRound() throws InterruptedException {
        gateway.use(Configs.of(failing("status=503*1")).retrying(1, Duration.ofSeconds(30)));
        assertThat(gateway.chat(TestGateway.question("m", true)).statusCode()).isEqualTo(200);
        assertThat(gateway.record().attempts()).hasSize(2);
    }

    @Test
    void passesRetryAfterOnWhenItWillNotWaitSoLong() throws InterruptedException {
        gateway.use(Configs.of(failing("status=429;retry-after=9")).retrying(1, Duration.ofSeconds(5)));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("9");
        assertThat(gateway.record().attempts()).hasSize(1);
    }

    @Test
    void triesEachCredentialOfAProviderOnce() throws InterruptedException {
        Config.Provider provider = Configs.withHeaders(
                Configs.provider("bad", simulator.baseUrl(), "sim-ok", "m", "k1", "k2", "k3"),
                Map.of("x-simulate", new Secret("status=500")));
        gateway.use(Configs.of(provider));
        assertThat(gateway.chat(TestGateway.question("m", false)).statusCode()).isEqualTo(502);
        assertThat(simulator.log())
                .extracting(received -> received.header("authorization").orElse(""))
                .containsExactly("Bearer k1", "Bearer k2", "Bearer k3");
        assertThat(gateway.record().status()).isEqualTo(502);
    }

    @Test
    void startsAWholeAnswerAnewAfterAHalfOne() throws Exception {
        String half = "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
                + "\"content\":\"LOST\"},\"finish_reason\":null}]}\n\n";
        String whole = "data: {\"id\":\"y\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
                + "\"content\":\"FOUND\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        try (RawUpstream bad = RawUpstream.answering("text/event-stream", half);
                RawUpstream good = RawUpstream.answering("text/event-stream", whole)) {
            gateway.use(Configs.of(
                    Configs.provider("bad", bad.baseUrl(), "x", "m", "k1"),
                    Configs.provider("good", good.baseUrl(), "x", "m", "k2")));
            HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", false));

            assertThat(TestGateway.text(answer)).contains("FOUND").doesNotContain("LOST");
            assertThat(gateway.record().attempts()).hasSize(2);
        }
    }

    private Config.Provider failing(String script) {
        return Configs.withHeaders(
                Configs.provider("bad", simulator.baseUrl(), "sim-ok", "m", "k1"),
                Map.of("x-simulate", new Secret(script)));
    }

    private Config.Provider good() {
        return Configs.provider("good", simulator.baseUrl(), "sim-ok", "m", "k2");
    }
}
