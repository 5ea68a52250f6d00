package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Conduct;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.gateway.config.ErrorRule;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.RequestRecord;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.EnumSource;

/** What a model's or an entry's own settings make of failing and slow upstreams, over real sockets. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConductTest {
    private static final String POLICY = "{\"error\":{\"message\":\"not"
            + " that\",\"type\":\"invalid_request_error\",\"code\":\"content_policy_violation\"}}";
    private static final String TOO_LONG = "{\"error\":{\"message\":\"too"
            + " long\",\"type\":\"invalid_request_error\",\"code\":\"context_length_exceeded\"}}";

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    ConductTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    private Config.Provider good() {
        return Configs.provider("good", simulator.baseUrl(), "sim-ok", "m", "k2");
    }

    private static Config.Provider ruled(RawUpstream upstream, ErrorRule.Action action) {
        ErrorRule rule = new ErrorRule(400, List.of("busy"), List.of(), action);
        return Configs.withConduct(
                Configs.provider("bad", upstream.baseUrl(), "x", "m", "k1"),
                new Conduct(Deadlines.Changes.NONE, List.of(rule)));
    }

    @ParameterizedTest
    @EnumSource(ErrorRule.Action.class)
    void heedsTheRulesOfAnEntryForItsErrors(ErrorRule.Action action) throws Exception {
        try (RawUpstream bad = RawUpstream.inTurn(RawUpstream.answer(400, "application/json", "all busy"))) {
            gateway.use(Configs.of(ruled(bad, action), good()));
            for (int i = 0; i < 2; i++) {
                HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));
                boolean asksOn = action.goesOn() || (i == 1 && action.coolsDown());
                assertThat(answer.statusCode()).isEqualTo(asksOn ? 200 : 400);
            }
            assertThat(bad.calls()).isEqualTo(action.coolsDown() ? 1 : 2);
        }
    }

    @Test
    void neverAsksAnotherForWhatOneRefusesByPolicy() throws Exception {
        try (RawUpstream bad = RawUpstream.inTurn(RawUpstream.answer(400, "application/json", POLICY))) {
            gateway.use(Configs.of(Configs.provider("bad", bad.baseUrl(), "x", "m", "k1", "k2"), good())
                    .retrying(3, Duration.ofSeconds(30)));
            HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(TestGateway.text(answer)).contains("not that", "content_policy_violation");
            assertThat(gateway.record().attempts()).hasSize(1);
        }
    }

    @Test
    void leadsALongConversationToAModelThatReadsMoreAndBurnsNoOtherCredential() throws Exception {
        try (RawUpstream small = RawUpstream.inTurn(RawUpstream.answer(400, "application/json", TOO_LONG))) {
            Config.Provider big = Configs.provider("big", simulator.baseUrl(), "sim-ok", "large", "k3");
            gateway.use(Configs.of(Configs.provider("small", small.baseUrl(), "x", "m", "k1", "k2"), big)
                    .chains(new Config.Chains(Map.of(), Map.of("m", List.of("large")), Map.of())));
            HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(small.calls()).isEqualTo(1);
            assertThat(gateway.record().attempts())
                    .extracting(AttemptRecord::provider)
                    .containsExactly("small", "big");
        }
    }

    @Test
    void waitsForOneEntryAsLongAsThatEntrySays() throws Exception {
        Deadlines.Changes quick = new Deadlines.Changes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(200)),
                Optional.empty(),
                Optional.empty());
        try (RawUpstream silent = RawUpstream.holding("text/event-stream", "")) {
            Config.Provider slow = Configs.withConduct(
                    Configs.provider("slow", silent.baseUrl(), "x", "m", "k1"), new Conduct(quick, List.of()));
            gateway.use(Configs.of(slow, good()).patience(Duration.ofSeconds(30)));
            assertThat(gateway.chat(TestGateway.question("m", true)).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.record().attempts().getFirst().failureKind()).contains("TimedOut");
        }
    }

    @Test
    void goesOnElsewhereWithAStreamThatIsTooSlow() throws Exception {
        Config.Provider slow = Configs.withHeaders(
                Configs.provider("slow", simulator.baseUrl(), "sim-ok", "m", "k1"),
                Map.of("x-simulate", new Secret("gap=60ms;size=1")));
        Deadlines.Changes slowest = new Deadlines.Changes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Deadlines.Pace(50, Duration.ofMillis(300))),
                Optional.empty());
        gateway.use(Configs.of(good()));
        String whole = Spoken.CHAT.text(TestGateway.text(gateway.chat(TestGateway.question("m", true))));
        gateway.use(Configs.of(Configs.withConduct(slow, new Conduct(slowest, List.of())), good()));
        HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));
        RequestRecord record = gateway.record();
        assertThat(Spoken.CHAT.text(TestGateway.text(answer))).isEqualTo(whole);
        assertThat(record.attempts())
                .extracting(AttemptRecord::failureKind)
                .containsExactly(Optional.of("TimedOut"), Optional.empty());
    }

    @Test
    void asksASecondBesideOneThatIsLate() throws Exception {
        try (RawUpstream silent = RawUpstream.holding("text/event-stream", "")) {
            Config.Provider late = Configs.provider("late", silent.baseUrl(), "x", "m", "k1");
            gateway.use(Configs.of(late, good()).hedging(Duration.ofMillis(100)));
            for (boolean stream : List.of(true, false)) {
                HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", stream));
                assertThat(TestGateway.text(answer)).contains("You said");
                assertThat(answer.headers().firstValue(WireDelivery.ATTEMPTS_HEADER))
                        .contains("2");
                assertThat(gateway.record().attempts())
                        .extracting(AttemptRecord::failureKind)
                        .containsExactly(Optional.of("Outrun"), Optional.empty());
            }
        }
    }

    @Test
    void showsTheUpstreamsHeadersWhereThatIsWanted() throws Exception {
        String head = "HTTP/1.1 200 So\r\ncontent-type: text/event-stream\r\nx-ratelimit-remaining-requests: 7\r\n"
                + "set-cookie: a=b\r\nx-request-id: theirs";
        try (RawUpstream upstream = new RawUpstream(head, Spoken.CHAT.stream("hello"))) {
            for (boolean shown : List.of(true, false)) {
                gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1"))
                        .streaming(new Config.Streaming(
                                Config.RescueMode.CONTINUE, Map.of(), Map.of(), Duration.ZERO, Duration.ZERO, shown)));
                HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));
                assertThat(answer.headers().firstValue("x-ratelimit-remaining-requests"))
                        .isEqualTo(shown ? Optional.of("7") : Optional.empty());
                assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
                assertThat(answer.headers().allValues("x-request-id")).doesNotContain("theirs");
            }
        }
    }

    @Test
    void endsEverythingWhenTheRequestsTimeIsUp() throws Exception {
        Duration long_ = Duration.ofSeconds(30);
        try (RawUpstream silent = RawUpstream.holding("text/event-stream", "")) {
            Configs configs = Configs.of(Configs.provider("p", silent.baseUrl(), "x", "m", "k1", "k2", "k3"));
            gateway.use(configs.deadlines(new Deadlines(
                    long_,
                    long_,
                    long_,
                    long_,
                    Duration.ofMillis(200),
                    Optional.empty(),
                    long_,
                    Duration.ofMillis(500))));
            HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(gateway.record().attempts()).hasSize(3);
        }
    }
}
