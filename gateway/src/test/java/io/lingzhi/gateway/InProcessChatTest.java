package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Outcome;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InProcessChatTest {
    private static final Caller CALLER = new Caller("key-abc", "req-1");

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    InProcessChatTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @BeforeEach
    void forget() {
        simulator.reset();
    }

    /** All events of a stream, which is closed then. */
    static List<StreamEvent> drain(ChatStream stream) {
        List<StreamEvent> events = new ArrayList<>();
        try (stream) {
            while (events.isEmpty()
                    || !(events.getLast() instanceof StreamEvent.Finished
                            || events.getLast() instanceof StreamEvent.Failed)) {
                events.add(stream.next());
            }
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersAndRecordsOnBehalfOfTheCaller(boolean streamed) throws InterruptedException {
        gateway.use(Configs.of(simulated("p", "")));
        ChatClient.Answer answer = gateway.chatClient().ask(request("m", streamed), CALLER);

        assertThat(answer).isInstanceOf(ChatClient.Answer.Complete.class);
        assertThat(answer.toString()).contains("You said");
        RequestRecord record = gateway.record();
        assertThat(record.inbound()).isEqualTo(Protocol.IN_PROCESS);
        assertThat(record.clientKeyId()).isEqualTo("key-abc");
        assertThat(record.requestId()).isEqualTo("req-1");
        assertThat(record.usage().total()).isPositive();
        assertThat(record.streamed()).isEqualTo(streamed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stall@1", "malformed@2", "error@1", "reset@1", "status=500"})
    void asksTheNextProviderWhenOneFailsBeforeTheFirstToken(String script) throws InterruptedException {
        gateway.use(Configs.of(simulated("bad", script + ",first=1ms"), simulated("good", ""))
                .patience(Duration.ofMillis(250)));
        List<StreamEvent> events = drain(gateway.chatClient().open(request("m", true), CALLER));

        assertThat(events.getLast()).isInstanceOf(StreamEvent.Finished.class);
        assertThat(events.stream().filter(StreamEvent.Started.class::isInstance))
                .hasSize(1);
        assertThat(gateway.record().attempts()).hasSize(2);
    }

    @Test
    void readsWhileTheUpstreamSends() {
        gateway.use(Configs.of(simulated("p", "stall@3")));
        try (ChatStream stream = gateway.chatClient().open(request("m", true), CALLER)) {
            assertThat(stream.next()).isInstanceOf(StreamEvent.Started.class);
            assertThat(stream.next()).isInstanceOf(StreamEvent.PartStarted.class);
            assertThat(stream.next()).isInstanceOf(StreamEvent.TextDelta.class);
        }
    }

    @Test
    void stopsTheUpstreamWhenTheStreamIsClosed() throws InterruptedException {
        gateway.use(Configs.of(simulated("p", "stall@3")));
        ChatStream stream = gateway.chatClient().open(request("m", true), CALLER);
        assertThat(stream.next()).isInstanceOf(StreamEvent.Started.class);
        stream.close();

        assertThat(simulator.await(taken -> taken.outcome() == Outcome.CLIENT_ABORT, Duration.ofSeconds(5)))
                .isPresent();
        assertThat(gateway.record().status()).isEqualTo(499);
    }

    @Test
    void endsAWaitWhenTheStreamIsClosed() {
        gateway.use(Configs.of(simulated("p", "stall@0")));
        ChatStream stream = gateway.chatClient().open(request("m", true), CALLER);
        Thread _ = Thread.ofVirtual().start(stream::close);
        assertThat(stream.next()).isInstanceOf(StreamEvent.Failed.class);
        assertThatIllegalStateException().isThrownBy(stream::next);
    }

    @Test
    void holdsTheUpstreamBackWhileNobodyReads() throws Exception {
        try (FloodingUpstream upstream = new FloodingUpstream(12_000, 4000)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            List<StreamEvent> events;
            try (ChatStream stream = gateway.chatClient().open(request("m", true), CALLER)) {
                assertThat(stream.next()).isInstanceOf(StreamEvent.Started.class);
                assertThat(upstream.over(Duration.ofSeconds(1)))
                        .as("48 MB were taken while nobody reads")
                        .isFalse();
                assertThat(upstream.written()).isLessThan(HangUpTest.KERNEL_BUFFERS);
                events = drain(stream);
            }
            assertThat(events.getLast()).isInstanceOf(StreamEvent.Finished.class);
            assertThat(events.stream().filter(StreamEvent.TextDelta.class::isInstance))
                    .hasSize(12_000);
            assertThat(gateway.record().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAModelThatIsNotConfigured() throws InterruptedException {
        gateway.use(Configs.of(simulated("p", "")));
        ChatClient.Answer answer = gateway.chatClient().ask(request("mm", false), CALLER);
        assertThat(answer).isInstanceOf(ChatClient.Answer.Failed.class);
        assertThat(answer.toString()).contains("did you mean m?");
        assertThat(gateway.record().status()).isEqualTo(404);
        assertThat(gateway.chatClient().knownRefusal(new ModelId("mm"))).containsInstanceOf(Failure.UnknownModel.class);
        assertThat(gateway.chatClient().knownRefusal(new ModelId("m"))).isEmpty();
    }

    @Test
    void answersFromTheModelInsideTheProcess() throws InterruptedException {
        gateway.use(Configs.of());
        List<StreamEvent> events = drain(gateway.chatClient().open(request("local-chat", true), CALLER));
        assertThat(events).contains(new StreamEvent.TextDelta("from inside"));
        RequestRecord record = gateway.record();
        assertThat(record.usage()).isEqualTo(StubModels.USAGE);
        assertThat(record.attempts().getFirst().provider()).isEqualTo("local");
    }

    @Test
    void tellsOfAnInProcessModelThatBroke() throws InterruptedException {
        gateway.use(Configs.of());
        List<StreamEvent> events = drain(gateway.chatClient().open(request("local-broken", true), CALLER));
        assertThat(events).singleElement().isInstanceOf(StreamEvent.Failed.class);
        assertThat(events.toString()).doesNotContain("on purpose");
        assertThat(gateway.record().status()).isEqualTo(500);
        assertThat(gateway.underWay()).isZero();
    }

    private static ChatRequest request(String model, boolean stream) {
        return ChatRequest.of(new ModelId(model), List.of(Message.of(Role.USER, "hi")), stream);
    }

    private Config.Provider simulated(String name, String script) {
        return Configs.withHeaders(
                Configs.provider(name, simulator.baseUrl(), "sim-ok", "m", "k1"),
                script.isEmpty() ? Map.of() : Map.of("x-simulate", new Secret(script)));
    }
}
