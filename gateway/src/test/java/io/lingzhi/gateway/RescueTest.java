package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.Decision;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.EventGrammar;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Answers that broke off after the client had begun to read them, over real sockets, in the clients' four protocols.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RescueTest {
    private final TestGateway gateway = new TestGateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    /** The first speaks the client's protocol, so its frames were passed on; the second speaks any. */
    @ParameterizedTest
    @CsvSource({
        "CHAT, CHAT",
        "CHAT, ANTHROPIC",
        "RESPONSES, RESPONSES",
        "RESPONSES, CHAT",
        "ANTHROPIC, ANTHROPIC",
        "ANTHROPIC, GEMINI",
        "GEMINI, GEMINI",
        "GEMINI, CHAT"
    })
    void goesOnWithWhatAnotherUpstreamSaysAgain(Spoken client, Spoken second) throws Exception {
        try (RawUpstream bad = RawUpstream.answering("text/event-stream", client.broken("one ", "two "));
                RawUpstream good = RawUpstream.answering("text/event-stream", second.stream("one t", "wo three"))) {
            HttpResponse<byte[]> answer = ask(client, client.provider("bad", bad.baseUrl()), second, good);

            String stream = TestGateway.text(answer);
            assertThat(client.text(stream)).isEqualTo("one two three");
            List<StreamEvent> events = client.read(stream);
            assertThat(events.getLast()).isInstanceOf(StreamEvent.Finished.class);
            EventGrammar grammar = new EventGrammar();
            events.forEach(grammar::accept);
            RequestRecord record = gateway.record();
            assertThat(record.failureKind()).isEmpty();
            assertThat(record.attempts()).extracting(AttemptRecord::provider).containsExactly("bad", "good");
            assertThat(record.decision().ways())
                    .extracting(Decision.Way::role)
                    .containsExactly(Decision.Role.USUAL, Decision.Role.RESCUE);
            assertThat(answer.headers().firstValue(WireDelivery.ATTEMPTS_HEADER))
                    .contains("1");
        }
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void tellsAnErrorWhereTheOtherAnswerIsAnother(Spoken client) throws Exception {
        try (RawUpstream bad = RawUpstream.answering("text/event-stream", client.broken("one ", "two "));
                RawUpstream other = RawUpstream.answering("text/event-stream", client.stream("eins ", "zwei"))) {
            HttpResponse<byte[]> answer = ask(client, client.provider("bad", bad.baseUrl()), client, other);

            String stream = TestGateway.text(answer);
            assertThat(client.text(stream)).isEqualTo("one two ");
            assertThat(client.read(stream).getLast()).isInstanceOf(StreamEvent.Failed.class);
            assertThat(stream).doesNotContain("eins", "[DONE]", "event: message_stop", "a different one");
            assertThat(gateway.record().failureKind()).contains("UpstreamFault");
        }
    }

    /** An upstream that gives another answer has done nothing wrong. */
    @Test
    void holdsNothingAgainstAnUpstreamThatAnswersOtherwise() throws Exception {
        try (RawUpstream bad = RawUpstream.answering("text/event-stream", Spoken.CHAT.broken("one "));
                RawUpstream other = RawUpstream.answering("text/event-stream", Spoken.CHAT.stream("eins"))) {
            ask(Spoken.CHAT, Spoken.CHAT.provider("bad", bad.baseUrl()), Spoken.CHAT, other);
            assertThat(gateway.record().attempts().getLast().failureKind()).contains("Unsupported");
            HttpResponse<byte[]> next = gateway.post(Spoken.CHAT.path(), Spoken.CHAT.body(true), Map.of());
            assertThat(Spoken.CHAT.text(TestGateway.text(next))).isEqualTo("eins");
        }
    }

    @Test
    void tellsTheFirstErrorWhereTheFallbackRefusesAltogether() throws Exception {
        try (RawUpstream bad = RawUpstream.answering("text/event-stream", Spoken.CHAT.broken("one "));
                RawUpstream refusing = RawUpstream.inTurn(
                        RawUpstream.answer(400, "application/json", "{\"error\":{\"message\":\"no prefill here\"}}"))) {
            HttpResponse<byte[]> answer =
                    ask(Spoken.CHAT, Spoken.CHAT.provider("bad", bad.baseUrl()), Spoken.ANTHROPIC, refusing);

            assertThat(TestGateway.text(answer)).contains("cut").doesNotContain("prefill");
            assertThat(Spoken.CHAT.read(TestGateway.text(answer)).getLast()).isInstanceOf(StreamEvent.Failed.class);
        }
    }

    /** What was told of the other choices is not known, so nothing can go on from it. */
    @Test
    void doesNotGoOnWhereSeveralChoicesAreWanted() throws Exception {
        try (RawUpstream bad = RawUpstream.answering("text/event-stream", Spoken.CHAT.broken("one "));
                RawUpstream good = RawUpstream.answering("text/event-stream", Spoken.CHAT.stream("one ", "two"))) {
            gateway.use(Configs.of(
                    Spoken.CHAT.provider("bad", bad.baseUrl()), Spoken.CHAT.provider("good", good.baseUrl())));
            String body = Spoken.CHAT.body(true).replaceFirst("\\{", "{\"n\":2,");
            HttpResponse<byte[]> answer = gateway.post(Spoken.CHAT.path(), body, Map.of());
            assertThat(Spoken.CHAT.read(TestGateway.text(answer)).getLast()).isInstanceOf(StreamEvent.Failed.class);
        }
    }

    @Test
    void heedsTheWishOfTheRequest() throws Exception {
        try (RawUpstream bad = RawUpstream.answering("text/event-stream", Spoken.CHAT.broken("one "));
                RawUpstream good = RawUpstream.answering("text/event-stream", Spoken.CHAT.stream("one ", "two"))) {
            for (String wish : List.of("off", "continue", "assured")) {
                gateway.use(Configs.of(
                        Spoken.CHAT.provider("bad", bad.baseUrl()), Spoken.CHAT.provider("good", good.baseUrl())));
                HttpResponse<byte[]> answer =
                        gateway.post(Spoken.CHAT.path(), Spoken.CHAT.body(true), Map.of(Question.RESCUE_HEADER, wish));
                StreamEvent last = Spoken.CHAT.read(TestGateway.text(answer)).getLast();
                assertThat(last)
                        .as(wish)
                        .isInstanceOf(wish.equals("off") ? StreamEvent.Failed.class : StreamEvent.Finished.class);
                assertThat(answer.headers().firstValue(WireDelivery.ATTEMPTS_HEADER))
                        .contains(wish.equals("assured") ? "2" : "1");
            }
        }
    }

    /** It names its finish reason, and then neither ends its stream nor says anything: the answer is whole. */
    @ParameterizedTest
    @EnumSource(
            value = Spoken.class,
            names = {"CHAT", "GEMINI"})
    void doesNotWaitForTheEndOfAStreamWhoseAnswerIsWhole(Spoken client) throws Exception {
        String whole = client.stream("all of it").replace("data: [DONE]\n\n", "");
        try (RawUpstream holding = RawUpstream.holding("text/event-stream", whole)) {
            gateway.use(Configs.of(client.provider("p", holding.baseUrl())));
            HttpResponse<byte[]> answer = gateway.post(client.path(), client.body(true), Map.of());
            assertThat(client.text(TestGateway.text(answer))).isEqualTo("all of it");
            RequestRecord record = gateway.record();
            assertThat(record.failureKind()).isEmpty();
            assertThat(record.usage().output()).isEqualTo(5);
        }
    }

    @Test
    void keepsTheClientsToolCallAndItsArguments() throws Exception {
        String call = "data:"
            + " {\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"%s\"}}]}}]}\n\n";
        String end = """
            data: {"id":"a","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]

            """;
        String half = call.formatted("{\\\"city\\\":");
        String whole = call.formatted("{\\\"city\\\":\\\"Ulm\\\"}").replace("call_1", "call_2") + end;
        String another = call.formatted("{\\\"town\\\":\\\"Ulm\\\"}") + end;
        try (RawUpstream bad = RawUpstream.answering("text/event-stream", half);
                RawUpstream good = RawUpstream.answering("text/event-stream", whole);
                RawUpstream wrong = RawUpstream.answering("text/event-stream", another)) {
            String told =
                    TestGateway.text(ask(Spoken.CHAT, Spoken.CHAT.provider("bad", bad.baseUrl()), Spoken.CHAT, good));
            assertThat(arguments(told)).isEqualTo("{\"city\":\"Ulm\"}");
            assertThat(told).contains("call_1", "tool_calls").doesNotContain("call_2", "\"error\"");
            String broken =
                    TestGateway.text(ask(Spoken.CHAT, Spoken.CHAT.provider("bad", bad.baseUrl()), Spoken.CHAT, wrong));
            assertThat(arguments(broken)).isEqualTo("{\"city\":");
            assertThat(Spoken.CHAT.read(broken).getLast())
                    .isInstanceOfSatisfying(
                            StreamEvent.Failed.class,
                            failed -> assertThat(failed.failure()).isNotInstanceOf(Failure.InvalidRequest.class));
        }
    }

    private static String arguments(String stream) {
        StringBuilder arguments = new StringBuilder();
        Spoken.CHAT
                .read(stream)
                .forEach(event ->
                        arguments.append(event instanceof StreamEvent.ArgumentsDelta(String fragment) ? fragment : ""));
        return arguments.toString();
    }

    private HttpResponse<byte[]> ask(Spoken client, Config.Provider bad, Spoken second, RawUpstream good) {
        gateway.use(
                Configs.of(bad, second.provider("good", good.baseUrl())).retrying(0, java.time.Duration.ofSeconds(30)));
        return gateway.post(client.path(), client.body(true), Map.of());
    }

    @Test
    void countsTheAttemptsBehindAStreamThatWasRescued() throws Exception {
        try (RawUpstream bad = RawUpstream.answering("text/event-stream", Spoken.CHAT.broken("one "));
                RawUpstream good = RawUpstream.answering("text/event-stream", Spoken.CHAT.stream("one ", "two"))) {
            gateway.use(Configs.of(
                    Spoken.CHAT.provider("bad", bad.baseUrl()), Spoken.CHAT.provider("good", good.baseUrl())));
            try (RawClient client = new RawClient(gateway.port(), 0)) {
                String answer = client.post(Spoken.CHAT.path(), Configs.CLIENT_KEY, Spoken.CHAT.body(true))
                        .readUntil("\r\n0\r\n" + WireDelivery.ATTEMPTS_HEADER + ": 2\r\n\r\n");
                assertThat(answer).contains(WireDelivery.ATTEMPTS_HEADER + ": 1\r\n");
            }
            assertThat(Optional.of(gateway.record().attempts().size())).contains(2);
        }
    }
}
