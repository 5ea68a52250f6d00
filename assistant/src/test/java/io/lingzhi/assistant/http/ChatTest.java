package io.lingzhi.assistant.http;

import static io.lingzhi.assistant.http.Service.header;
import static io.lingzhi.assistant.http.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.assistant.ScriptedChat;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.json.JsonValue;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatTest {
    private static final String USAGE = "{\"input_tokens\":10,\"output_tokens\":5,\"total_tokens\":15,"
            + "\"cache_read_tokens\":3,\"cache_write_tokens\":1,\"reasoning_tokens\":2}";

    private final Service service = new Service();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void answersWhole() throws Exception {
        service.chat.answers("lingzhi-chat", "智能", "气功");

        HttpResponse<String> response =
                service.chat("{\"prompt\":\"什么是智能气功?\",\"model\":\"deepseek\",\"system_prompt\":\"简短\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-type")).hasValue("application/json; charset=utf-8");
        assertThat(header(response, "x-request-id")).hasValue("made-id");
        assertThat(response.body())
                .isEqualTo("{\"response\":\"智能气功\",\"model\":\"lingzhi-chat\","
                        + "\"selected_because\":\"the request names deepseek, which stands for it\","
                        + "\"degraded\":false,\"finish_reason\":\"stop\",\"usage\":" + USAGE
                        + ",\"cost\":null,\"conversation_id\":\"conv-1\",\"request_id\":\"made-id\"}");
        assertThat(service.chat.requests().getFirst().messages())
                .containsExactly(Message.of(Role.SYSTEM, "简短"), Message.of(Role.USER, "什么是智能气功?"));
        assertThat(service.chat.callers().getFirst().keyId()).isEqualTo("k1");
    }

    @Test
    void tellsReasoningRefusalAndTheUpstreamsName() throws Exception {
        service.chat.plays(
                "m",
                List.of(
                        new StreamEvent.Started("id", "vendor-m", 0),
                        new StreamEvent.PartStarted(new PartHead.Thinking()),
                        new StreamEvent.ThinkingDelta("hm"),
                        new StreamEvent.PartFinished(),
                        new StreamEvent.PartStarted(new PartHead.Refusal()),
                        new StreamEvent.TextDelta("no"),
                        new StreamEvent.PartFinished(),
                        new StreamEvent.Finished(FinishReason.CONTENT_FILTER)));

        JsonValue.Obj answer = json(service.chat("{\"prompt\":\"x\",\"model\":\"m\"}"));

        assertThat(answer.string("response")).hasValue("");
        assertThat(answer.string("reasoning")).hasValue("hm");
        assertThat(answer.string("refusal")).hasValue("no");
        assertThat(answer.string("upstream_model")).hasValue("vendor-m");
        assertThat(answer.string("finish_reason")).hasValue("content_filter");
        assertThat(answer.get("usage")).isEqualTo(JsonValue.Null.NULL);

        assertThat(service.chat("{\"prompt\":\"x\",\"model\":\"m\",\"stream\":true}")
                        .body())
                .startsWith("event: reasoning\ndata: {\"text\":\"hm\"}\n\nevent: refusal\ndata: {\"text\":\"no\"}\n\n");
    }

    @Test
    void streamsEventsAndFlushesEachAsItComes() throws Exception {
        service.chat.plays("m", ScriptedChat.beginning("m", "你", "好"));

        try (Socket socket = service.raw(Service.chatBytes("{\"prompt\":\"x\",\"model\":\"m\",\"stream\":true}"))) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
            List<String> data = lines.lines()
                    .filter(line -> line.startsWith("data"))
                    .limit(2)
                    .toList();
            // The script waits after these two, so they were sent while the answer was still running.
            assertThat(data).containsExactly("data: {\"text\":\"你\"}", "data: {\"text\":\"好\"}");
            assertThat(service.chat.open()).isEqualTo(1);
        }
    }

    @Test
    void endsAStreamWithUsageAndDone() throws Exception {
        service.chat.answers("m", "hi");

        HttpResponse<String> response = service.chat("{\"prompt\":\"x\",\"model\":\"m\",\"stream\":true,\"top_k\":1}");

        assertThat(header(response, "content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(response.body())
                .isEqualTo("event: delta\ndata: {\"text\":\"hi\"}\n\nevent: usage\ndata: " + USAGE
                        + "\n\nevent: done\ndata: {\"model\":\"m\",\"selected_because\":\"the request names it\","
                        + "\"degraded\":false,\"finish_reason\":\"stop\",\"cost\":null,\"conversation_id\":\"conv-1\","
                        + "\"request_id\":\"made-id\","
                        + "\"warnings\":[\"unknown field: top_k\"]}\n\n");
    }

    @Test
    void closesTheStreamWhenTheClientHangsUp() throws Exception {
        service.chat.plays("m", ScriptedChat.beginning("m", "a"));
        try (Socket socket = service.raw(Service.chatBytes("{\"prompt\":\"x\",\"model\":\"m\",\"stream\":true}"))) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(service.chat.awaitWaiting()).isTrue();
        }
        assertThat(service.chat.awaitClosed()).isTrue();
    }

    @Test
    void closesTheStreamWhenTheClientHangsUpBeforeTheFirstEvent() throws Exception {
        service.chat.plays("m", List.of());
        try (Socket socket = service.raw(Service.chatBytes("{\"prompt\":\"x\",\"model\":\"m\"}"))) {
            assertThat(service.chat.awaitWaiting()).isTrue();
            assertThat(socket.isConnected()).isTrue();
        }
        assertThat(service.chat.awaitClosed()).isTrue();
    }

    @Test
    void tellsAFailureInTheMiddleOfAStreamAsItsLastEvent() throws Exception {
        List<StreamEvent> events = new ArrayList<>(ScriptedChat.beginning("m", "a"));
        events.add(new StreamEvent.Failed(new Failure.Unreachable("the connection broke")));
        service.chat.plays("m", events);

        HttpResponse<String> response = service.chat("{\"prompt\":\"x\",\"model\":\"m\",\"stream\":true}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("event: delta")
                .endsWith("event: error\ndata: {\"type\":\"/docs#problem-upstream-unreachable\","
                        + "\"title\":\"The provider cannot be reached\",\"status\":502,"
                        + "\"detail\":\"the connection broke\",\"request_id\":\"made-id\"}\n\n")
                .doesNotContain("event: done");
    }

    @Test
    void answersAFailureBeforeAStreamWithItsStatus() throws Exception {
        service.chat.fails("lingzhi-chat", new Failure.NoCredential("DEEPSEEK_API_KEY is not set"));

        HttpResponse<String> response = service.chat("{\"prompt\":\"x\",\"model\":\"deepseek\",\"stream\":true}");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).string("detail")).hasValue("DEEPSEEK_API_KEY is not set");
    }

    @Test
    void readsTheQueryForm() throws Exception {
        service.chat.answers("lingzhi-chat", "hi");
        String prompt = URLEncoder.encode("什么是 智能气功?", StandardCharsets.UTF_8);

        HttpResponse<String> response =
                service.send(service.to("/v1/ai/chat?model=deepseek&stream=false&system_prompt=s&prompt=" + prompt)
                        .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(service.chat.requests().getFirst().messages())
                .containsExactly(Message.of(Role.SYSTEM, "s"), Message.of(Role.USER, "什么是 智能气功?"));
    }

    @Test
    void readsAnUnescapedChineseQuery() throws Exception {
        service.chat.answers("m", "hi");
        try (Socket socket = service.raw("POST /v1/ai/chat?prompt=你好&model=m HTTP/1.1\r\nhost: x\r\nx-api-key: "
                + Service.KEY + "\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 OK");
        }
        assertThat(service.chat.requests().getFirst().messages()).containsExactly(Message.of(Role.USER, "你好"));
    }

    @Test
    void refusesAFieldWithDifferentValuesInBodyAndQuery() throws Exception {
        service.chat.answers("m", "hi");

        HttpResponse<String> wrong =
                service.send(service.post("/v1/ai/chat?model=n", "{\"prompt\":\"x\",\"model\":\"m\"}"));
        HttpResponse<String> right =
                service.send(service.post("/v1/ai/chat?model=m", "{\"prompt\":\"x\",\"model\":\"m\"}"));

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("\"errors\":[{\"field\":\"model\"");
        assertThat(right.statusCode()).isEqualTo(200);
    }

    @Test
    void stepsDownTheOrderAndSaysSo() throws Exception {
        service.chat
                .fails("lingzhi-chat", new Failure.NoCredential("DEEPSEEK_API_KEY is not set"))
                .answers("lingzhi-offline", "extract");

        JsonValue.Obj answer = json(service.chat("{\"prompt\":\"x\"}"));

        assertThat(answer.string("model")).hasValue("lingzhi-offline");
        assertThat(answer.bool("degraded")).hasValue(true);
        assertThat(answer.string("selected_because"))
                .hasValueSatisfying(why -> assertThat(why).endsWith("after lingzhi-chat (no-credential)"));
    }

    @Test
    void warnsOfUnknownFields() throws Exception {
        service.chat.answers("lingzhi-chat", "hi");

        HttpResponse<String> response = service.send(
                service.post("/v1/ai/chat?lang=zh", "{\"prompt\":\"x\",\"temperature\":1,\"model\":null}"));

        assertThat(json(response).list("warnings"))
                .containsExactly(JsonValue.of("unknown field: temperature"), JsonValue.of("unknown field: lang"));
    }

    @Test
    void keepsASaneRequestIdAndReplacesAnother() throws Exception {
        service.chat.answers("m", "hi");

        HttpResponse<String> sane = service.send(service.post("/v1/ai/chat", "{\"prompt\":\"x\",\"model\":\"m\"}")
                .header("x-request-id", "a.B-1_"));
        HttpResponse<String> odd =
                service.send(service.to("/health").header("x-request-id", "a b").GET());

        assertThat(header(sane, "x-request-id")).hasValue("a.B-1_");
        assertThat(json(sane).string("request_id")).hasValue("a.B-1_");
        assertThat(service.chat.callers().getFirst().requestId()).isEqualTo("a.B-1_");
        assertThat(header(odd, "x-request-id")).hasValue("made-id");
    }
}
