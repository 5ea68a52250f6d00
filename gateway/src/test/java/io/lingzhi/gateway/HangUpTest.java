package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Outcome;
import io.lingzhi.bench.simulator.Received;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.usage.RequestRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway does about a client that leaves, and about one that does not read. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HangUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** More than Linux keeps by default for the two connections: at most 6 MB to read and 4 MB to write each. */
    static final long KERNEL_BUFFERS = 24_000_000;

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    HangUpTest() throws IOException {}

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
    @ValueSource(strings = {"stall@3", "gap=20ms,chunks=2000"})
    void cancelsTheUpstreamWhenTheClientLeavesInsideAStream(String script) throws Exception {
        use(script);
        RawClient client = ask(0);
        client.readUntil("\"content\":\"You");
        client.reset();
        long left = System.nanoTime();

        assertThat(abandoned()).isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofSeconds(1));
        RequestRecord record = gateway.record();
        assertThat(record.status()).isEqualTo(499);
        assertThat(record.failureKind()).contains("ClientGone");
        assertThat(record.knownUsage()).isEmpty();
        assertThat(gateway.underWay()).isZero();
    }

    @Test
    void cancelsTheUpstreamWithinATenthOfASecondOfTheNotice() throws Exception {
        use("stall@3");
        RawClient client = ask(0);
        client.readUntil("\"content\":\"You");
        client.reset();
        RequestRecord noticed = gateway.record();
        Received stopped = abandoned().orElseThrow();

        // Both took their time from the request's beginning; the gateway's is the earlier one.
        assertThat(stopped.ending().took()).isLessThan(noticed.latency().plusMillis(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay=20s", "stall@0", "first=20s"})
    void cancelsTheUpstreamWhenTheClientLeavesBeforeTheAnswer(String script) throws Exception {
        use(script);
        RawClient client = ask(0);
        assertThat(simulator.await(taken -> taken.outcome() == Outcome.OPEN, PATIENCE))
                .isPresent();
        client.close();

        assertThat(abandoned()).isPresent();
        assertThat(gateway.record().status()).isEqualTo(499);
    }

    @Test
    void asksNoOtherCredentialForAClientThatHasLeft() throws Exception {
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok!stall@0", "m", "k1", "k2"))
                .retrying(3, Duration.ofSeconds(30)));
        RawClient client = ask(0);
        assertThat(simulator.await(taken -> taken.outcome() == Outcome.OPEN, PATIENCE))
                .isPresent();
        client.reset();

        assertThat(gateway.record().attempts()).hasSize(1);
        gateway.settle();
        assertThat(simulator.log()).hasSize(1);
    }

    @Test
    void stopsWaitingForTheNextRoundWhenTheClientLeaves() throws Exception {
        gateway.use(
                Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok!status=429;retry-after=20", "m", "k1"))
                        .retrying(3, Duration.ofSeconds(30)));
        RawClient client = ask(0);
        assertThat(simulator.await(taken -> taken.outcome() == Outcome.DONE, PATIENCE))
                .isPresent();
        client.reset();
        RequestRecord record = gateway.record();
        assertThat(record.status()).isEqualTo(499);
        assertThat(record.attempts()).hasSize(1);
    }

    @Test
    void stopsReadingFromTheUpstreamWhileTheClientDoesNotRead() throws Exception {
        try (FloodingUpstream upstream = new FloodingUpstream(2000, 50_000);
                RawClient client = new RawClient(gateway.port(), 4096)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            client.post("/v1/chat/completions", Configs.CLIENT_KEY, TestGateway.question("m", true))
                    .readUntil("\"content\":\"x");
            assertThat(upstream.over(Duration.ofSeconds(1)))
                    .as("100 MB were taken for a client that does not read")
                    .isFalse();
            assertThat(upstream.written()).isLessThan(KERNEL_BUFFERS);
            client.reset();
            assertThat(upstream.over(PATIENCE)).isTrue();
        }
        assertThat(gateway.record().status()).isEqualTo(499);
    }

    @Test
    void goesOnWhenASlowClientReadsAgain() throws Exception {
        use("chunks=30000,size=10");
        try (RawClient client = ask(4096)) {
            client.readUntil("\"content\":\"You");
            assertThat(simulator.await(taken -> taken.outcome() != Outcome.OPEN, Duration.ofMillis(100)))
                    .isEmpty();
            client.readUntil("data: [DONE]\n\n");
        }
        assertThat(gateway.record().status()).isEqualTo(200);
        assertThat(simulator.log().getFirst().outcome()).isEqualTo(Outcome.DONE);
    }

    private Optional<Received> abandoned() throws InterruptedException {
        return simulator.await(taken -> taken.outcome() == Outcome.CLIENT_ABORT, PATIENCE);
    }

    private RawClient ask(int receiveBuffer) throws IOException {
        return new RawClient(gateway.port(), receiveBuffer)
                .post("/v1/chat/completions", Configs.CLIENT_KEY, TestGateway.question("m", true));
    }

    private void use(String script) {
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok!" + script, "m", "k1")));
    }
}
