package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client sees while nothing comes, and when nothing good comes, over real sockets in all four protocols. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitingClientTest {
    private static final Duration PATIENCE = Duration.ofMillis(700);
    private static final Duration SILENCE = Duration.ofMillis(100);

    private final TestGateway gateway = new TestGateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    private static String keepAlive(Spoken client) {
        return switch (client) {
            case CHAT, RESPONSES -> ": keep-alive\n\n";
            case ANTHROPIC -> "event: ping\ndata: {\"type\": \"ping\"}\n\n";
            case GEMINI -> "data: {}\n\n";
        };
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void hearsThatItsRequestIsAtWorkAndThenTheAnswerOfAnother(Spoken client) throws Exception {
        try (RawUpstream silent = RawUpstream.holding("text/event-stream", "");
                RawUpstream good = RawUpstream.answering("text/event-stream", client.stream("one ", "two"))) {
            gateway.use(Configs.of(client.provider("silent", silent.baseUrl()), client.provider("good", good.baseUrl()))
                    .patience(PATIENCE)
                    .keepAlive(SILENCE));
            HttpResponse<byte[]> answer = gateway.post(client.path(), client.body(true), Map.of());

            String stream = TestGateway.text(answer);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(stream).startsWith(keepAlive(client).repeat(2)).endsWith(client.stream("one ", "two"));
            assertThat(client.text(stream)).isEqualTo("one two");
            assertThat(gateway.record().attempts()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void hearsOfAFailureInsideTheStreamThatHasBegunForIt(Spoken client) throws Exception {
        try (RawUpstream silent = RawUpstream.holding("text/event-stream", "")) {
            gateway.use(Configs.of(client.provider("silent", silent.baseUrl()))
                    .patience(PATIENCE)
                    .keepAlive(SILENCE));
            HttpResponse<byte[]> answer = gateway.post(client.path(), client.body(true), Map.of());

            String stream = TestGateway.text(answer);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(stream).startsWith(keepAlive(client));
            assertThat(client.read(stream)).last().isInstanceOf(StreamEvent.Failed.class);
            assertThat(gateway.record().failureKind()).contains("TimedOut");
        }
    }

    @Test
    void hearsOfAFailureInsideAnArrayThatIsStillJson() throws Exception {
        try (RawUpstream silent = RawUpstream.holding("text/event-stream", "")) {
            gateway.use(Configs.of(Spoken.GEMINI.provider("silent", silent.baseUrl()))
                    .patience(PATIENCE)
                    .keepAlive(SILENCE));
            HttpResponse<byte[]> answer =
                    gateway.post("/v1beta/models/m:streamGenerateContent", Spoken.GEMINI.body(true), Map.of());
            assertThat(TestGateway.text(answer)).startsWith("\n");
            assertThat(Json.parse(answer.body()))
                    .isInstanceOfSatisfying(
                            JsonValue.Arr.class,
                            array -> assertThat(array.items()).hasSize(1));
        }
    }

    /** The final status stays open: an informational response is no 200. */
    @Test
    void hearsOfAWholeAnswerAtWorkWithoutAFalse200() throws Exception {
        try (RawUpstream silent = RawUpstream.holding("application/json", "")) {
            gateway.use(Configs.of(Spoken.CHAT.provider("silent", silent.baseUrl()))
                    .patience(PATIENCE)
                    .keepAlive(SILENCE));
            try (RawClient client = new RawClient(gateway.port(), 0)) {
                String answer = client.post(Spoken.CHAT.path(), Configs.CLIENT_KEY, Spoken.CHAT.body(false))
                        .readUntil("timeout");
                assertThat(answer)
                        .startsWith("HTTP/1.1 103 ")
                        .contains("HTTP/1.1 504 ")
                        .doesNotContain("HTTP/1.1 200");
            }
            gateway.use(Configs.of(Spoken.CHAT.provider("silent", silent.baseUrl()))
                    .patience(PATIENCE)
                    .keepAlive(SILENCE));
            HttpResponse<byte[]> known = gateway.post(Spoken.CHAT.path(), Spoken.CHAT.body(false), Map.of());
            assertThat(known.statusCode()).isEqualTo(504);
        }
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void isTurnedAwayInItsOwnProtocolWhenTheGatewayIsFull(Spoken client) {
        Configs configs = Configs.of(client.provider("p", "http://127.0.0.1:1"));
        Config.Limits limits = configs.config().limits();
        gateway.use(configs.limits(new Config.Limits(
                limits.bodyBytes(), limits.headerBytes(), limits.connections(), limits.frameBytes(), 50_000, 0, 1)));
        for (boolean stream : List.of(true, false)) {
            HttpResponse<byte[]> answer =
                    gateway.post(stream ? client.path() : client.wholePath(), client.body(stream), Map.of());
            assertThat(answer.statusCode()).isEqualTo(overloaded(client));
            assertThat(answer.headers().firstValue("retry-after")).contains("1");
            assertIsError(client, answer);
        }
    }

    /** A client that hears 401 doubts its own key. */
    @ParameterizedTest
    @EnumSource(Spoken.class)
    void neverHearsThatAKeyIsWrongWhichIsNotItsOwn(Spoken client) throws Exception {
        for (int status : new int[] {401, 403}) {
            try (RawUpstream refusing = RawUpstream.inTurn(
                    RawUpstream.answer(status, "application/json", "{\"error\":{\"message\":\"go away\"}}"))) {
                gateway.use(Configs.of(client.provider("p", refusing.baseUrl())));
                HttpResponse<byte[]> answer = gateway.post(client.path(), client.body(true), Map.of());
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("retry-after")).isPresent();
                assertThat(TestGateway.text(answer)).contains("the credential p-1 of provider p");
                assertIsError(client, answer);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void alwaysHearsHowLongToWait(Spoken client) throws Exception {
        for (int status : new int[] {429, 503}) {
            try (RawUpstream busy = RawUpstream.inTurn(
                    RawUpstream.answer(status, "application/json", "{\"error\":{\"message\":\"busy\"}}"))) {
                gateway.use(Configs.of(client.provider("p", busy.baseUrl())));
                HttpResponse<byte[]> answer = gateway.post(client.wholePath(), client.body(false), Map.of());
                assertThat(answer.statusCode()).isEqualTo(status == 503 ? overloaded(client) : status);
                assertThat(answer.headers().firstValue("retry-after").map(Integer::valueOf))
                        .hasValueSatisfying(seconds -> assertThat(seconds).isPositive());
                assertThat(answer.headers().firstValue(WireDelivery.ATTEMPTS_HEADER))
                        .contains("1");
            }
        }
    }

    /** Anthropic has a status of its own for it. */
    private static int overloaded(Spoken client) {
        return client == Spoken.ANTHROPIC ? 529 : 503;
    }

    private static void assertIsError(Spoken client, HttpResponse<byte[]> answer) {
        String text = TestGateway.text(answer);
        switch (client) {
            case CHAT, RESPONSES -> assertThat(text).startsWith("{\"error\":{\"message\":");
            case ANTHROPIC -> assertThat(text).startsWith("{\"type\":\"error\",\"error\":{\"type\":");
            case GEMINI ->
                assertThat(text).startsWith("{\"error\":{\"code\":503,").contains("UNAVAILABLE");
        }
    }
}
