package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.StreamEvent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer that breaks off anywhere is never taken for a whole one. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenStreamTest {
    private static final Pattern CONTENT = Pattern.compile("\"content\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    BrokenStreamTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({"no-usage;size=60, 1", "size=20;crlf;comments, 17"})
    void neverEndsAStreamCleanlyThatWasCutAtAnyByte(String script, int step) throws InterruptedException {
        simulator.reset();
        String whole = ask(script, true);
        String text = content(whole);
        assertThat(text).contains("You said");
        int length = upstreamLength();
        for (int n = 0; n < length; n += step) {
            String got = ask(script + ",cut@" + n, true);
            RequestRecord record = gateway.record();
            assertThat(text).as("text at cut %d", n).startsWith(content(got));
            if (got.contains("\"finish_reason\":\"stop\"")) {
                assertThat(whole).as("clean end at cut %d", n).startsWith(got);
                assertThat(content(got)).isEqualTo(text);
                assertThat(record.failureKind()).isEmpty();
            } else {
                assertThat(got).as("error at cut %d", n).contains("\"error\":{");
                assertThat(record.failureKind()).contains("Unreachable");
            }
        }
        assertThat(ask(script + ",cut@" + length, true)).isEqualTo(whole);
    }

    @Test
    void neverGivesAWholeAnswerThatWasCutAtAnyByte() throws InterruptedException {
        String whole = ask("", false);
        for (int n = 0; n < whole.length(); n += 7) {
            String got = ask("cut@" + n, false);
            assertThat(got).as("cut %d", n).startsWith("{\"error\":{");
            assertThat(gateway.record().status()).isEqualTo(502);
        }
    }

    @Test
    void neverHangsOnAStreamThatStallsAfterAnyFrame() throws InterruptedException {
        String text = content(ask("", true));
        for (int n = 0; n < 6; n++) {
            use("stall@" + n, Duration.ofMillis(120));
            HttpResponse<byte[]> got = gateway.chat(TestGateway.question("m", true));
            assertThat(TestGateway.text(got))
                    .as("stall %d", n)
                    .contains("\"error\":{")
                    .doesNotContain("[DONE]");
            assertThat(text).startsWith(content(TestGateway.text(got)));
            assertThat(gateway.record().failureKind()).contains("TimedOut");
        }
    }

    @Test
    void endsEveryCutInProcessStreamAsFailed() {
        simulator.reset();
        List<StreamEvent> whole = events("size=30");
        assertThat(whole.getLast()).isInstanceOf(StreamEvent.Finished.class);
        int length = upstreamLength();
        for (int n = 0; n < length; n += 13) {
            List<StreamEvent> got = events("size=30,cut@" + n);
            assertThat(spoken(whole)).startsWith(spoken(got));
            if (got.getLast() instanceof StreamEvent.Finished) {
                assertThat(spoken(got)).as("cut %d", n).isEqualTo(spoken(whole));
            } else {
                assertThat(got.getLast()).as("cut %d", n).isInstanceOf(StreamEvent.Failed.class);
            }
        }
    }

    @Test
    void saysNothingAfterAWholeAnswerWhoseConnectionBreaks() throws Exception {
        String answer = "data: {\"id\":\"y\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"all\"},"
                + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        String chunk = Integer.toHexString(answer.length()) + "\r\n" + answer + "\r\n";
        String head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked";
        try (RawUpstream upstream = new RawUpstream(head, chunk)) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            assertThat(TestGateway.text(gateway.chat(TestGateway.question("m", true))))
                    .isEqualTo(answer);
            assertThat(gateway.record().failureKind()).isEmpty();
        }
    }

    @Test
    void refusesAFrameWithoutEnd() throws Exception {
        try (RawUpstream upstream = RawUpstream.answering("text/event-stream", "data: " + "x".repeat(3 << 20))) {
            gateway.use(Configs.of(Configs.provider("p", upstream.baseUrl(), "x", "m", "k1")));
            HttpResponse<byte[]> answer = gateway.chat(TestGateway.question("m", true));
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(TestGateway.text(answer)).contains("too much");
        }
    }

    private String ask(String script, boolean stream) {
        use(script, Duration.ofSeconds(5));
        return TestGateway.text(gateway.chat(TestGateway.question("m", stream)));
    }

    private void use(String script, Duration patience) {
        gateway.use(Configs.of(Configs.withHeaders(
                        Configs.provider("p", simulator.baseUrl(), "sim-ok", "m", "k1"),
                        script.isEmpty() ? Map.of() : Map.of("x-simulate", new Secret(script))))
                .patience(patience));
    }

    private int upstreamLength() {
        return (int) simulator.log().getLast().ending().bytesSent();
    }

    private List<StreamEvent> events(String script) {
        use(script, Duration.ofSeconds(5));
        ChatRequest request = ChatRequest.of(new ModelId("m"), List.of(Message.of(Role.USER, "hi")), true);
        return InProcessChatTest.drain(gateway.chatClient().open(request, new Caller("anonymous", "req-1")));
    }

    private static String spoken(List<StreamEvent> events) {
        return events.stream()
                .map(event -> event instanceof StreamEvent.TextDelta(String text) ? text : "")
                .collect(Collectors.joining());
    }

    private static String content(String stream) {
        return CONTENT.matcher(stream).results().map(match -> match.group(1)).collect(Collectors.joining());
    }
}
