package io.lingzhi.assistant.http;

import static io.lingzhi.assistant.http.Service.header;
import static io.lingzhi.assistant.http.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.assistant.ScriptedChat;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Message;
import io.lingzhi.llm.Part;
import io.lingzhi.llm.Role;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.JsonValue;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The routes beside plain chat: pictures, code, reasoning, the choice of a model, and conversations. */
class TalkTest {
    private static final String FENCED = "先看:\n```python\nprint(1)\n```\n完。";

    private final Service service = new Service();

    @AfterEach
    void stop() {
        service.close();
    }

    private JsonValue.Obj post(String path, String body) throws Exception {
        return json(service.send(service.post(path, body)));
    }

    private Message question() {
        return service.chat.requests().getLast().messages().getLast();
    }

    @Test
    void takesCodeApartFromProse() throws Exception {
        service.chat.answers("coder", FENCED);

        JsonValue.Obj answer = post("/v1/ai/code", "{\"prompt\":\"斐波那契\",\"language\":\"java\"}");

        assertThat(answer.string("code")).hasValue("print(1)");
        assertThat(answer.string("explanation")).hasValue("先看:\n完。");
        assertThat(answer.string("model")).hasValue("coder");
        assertThat(answer.string("selected_because")).hasValue("the usual task coding goes to it");
        assertThat(service.chat.requests().getFirst().messages().getFirst().role())
                .isEqualTo(Role.SYSTEM);
        assertThat(service.chat.requests().getFirst().messages().getFirst().text())
                .contains("专业的java程序员", "Javadoc");
    }

    @Test
    void streamsCodeAsItComesAndTellsItApartAtTheEnd() throws Exception {
        service.chat.answers("coder", "```\na", " = 1\n```");

        String events = service.send(service.post("/v1/ai/code?prompt=x&stream=true", ""))
                .body();

        assertThat(events)
                .startsWith(
                        "event: delta\ndata: {\"text\":\"```\\na\"}\n\nevent: delta\ndata: {\"text\":\" = 1\\n```\"}")
                .contains("event: done\ndata: {\"code\":\"a = 1\",\"model\":\"coder\"");
        assertThat(service.chat.requests().getFirst().messages().getFirst().text())
                .contains("python", "PEP 8");
    }

    @Test
    void asksForThoughtAndAlwaysTellsIt() throws Exception {
        service.chat.answers("thinker", "因此");

        JsonValue.Obj answer = post("/v1/ai/reason", "{\"prompt\":\"证明\"}");
        post("/v1/ai/reason", "{\"prompt\":\"证明\",\"effort\":\"low\"}");

        assertThat(answer.string("response")).hasValue("因此");
        assertThat(answer.has("reasoning")).isTrue();
        assertThat(service.chat.requests().getFirst().reasoning().effort()).hasValue("high");
        assertThat(service.chat.requests().getLast().reasoning().effort()).hasValue("low");
        assertThat(post("/v1/ai/reason", "{\"prompt\":\"x\",\"effort\":\"much\"}")
                        .list("errors")
                        .toString())
                .contains("effort", "xhigh");
    }

    @Test
    void takesPicturesByAddressAsDataAndAsFiles() throws Exception {
        service.chat.answers("seer", "一张图");

        post("/v1/ai/multimodal", "{\"prompt\":\"描述\",\"images\":[\"https://example.com/image.jpg\"]}");
        assertThat(question().parts()).hasSize(2).last().isEqualTo(image("image/jpeg", "/9j/"));

        String data = URLEncoder.encode("data:image/png;base64,aGk=", StandardCharsets.UTF_8);
        service.send(service.post("/v1/ai/multimodal?prompt=x&images=" + data, ""));
        assertThat(question().parts()).last().isEqualTo(image("image/png", "aGk="));

        String form = String.join(
                "\r\n",
                "--b",
                "content-disposition: form-data; name=\"prompt\"",
                "",
                "看",
                "--b",
                "content-disposition: form-data; name=\"images\"; filename=\"a.png\"",
                "content-type: application/octet-stream",
                "",
                "GIF89a",
                "--b--",
                "");
        HttpResponse<String> uploaded = service.send(service.to("/v1/ai/multimodal")
                .header("content-type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(form)));
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(200);
        assertThat(question().parts()).containsExactly(new Part.Text("看"), image("image/gif", "R0lGODlh"));
    }

    private static Part.Media image(String type, String base64) {
        return new Part.Media(Part.Media.Kind.IMAGE, Optional.of(type), new Part.Source.Inline(base64));
    }

    @Test
    void namesThePictureThatCannotBeHad() throws Exception {
        JsonValue.Obj problem = post(
                "/v1/ai/multimodal",
                "{\"prompt\":\"x\",\"images\":[\"https://example.com/image.jpg\",\"http://169.254.169.254/\"]}");

        assertThat(problem.integer("status")).hasValue(400L);
        assertThat(problem.list("errors").toString()).contains("images[1]", "not to be reached");
        assertThat(service.chat.requests()).isEmpty();
    }

    @Test
    void stepsDownAmongModelsThatSeeWhereThereArePictures() throws Exception {
        service.chat.fails("seer", new Failure.NoCredential("no key"));

        JsonValue.Obj problem =
                post("/v1/ai/multimodal", "{\"prompt\":\"x\",\"images\":[\"https://example.com/image.jpg\"]}");

        assertThat(problem.integer("status")).hasValue(503L);
        assertThat(service.chat.requests()).hasSize(1);
    }

    @Test
    void goesByTaskAndByComplexity() throws Exception {
        service.chat
                .answers("poet", "诗")
                .answers("small", "s")
                .answers("large", "l")
                .answers("lingzhi-chat", "c");

        assertThat(post("/v1/ai/chat", "{\"prompt\":\"x\",\"task\":\"chinese\"}")
                        .string("model"))
                .hasValue("poet");
        assertThat(post("/v1/ai/chat?complexity=high&prompt=x", "").string("model"))
                .hasValue("large");
        assertThat(post("/v1/ai/chat?complexity=auto&prompt=hi", "").string("selected_because"))
                .hasValue("questions of low complexity go to it, and this one was judged so");
        assertThat(post("/v1/ai/chat?task=cooking&prompt=x", "")
                        .list("warnings")
                        .toString())
                .contains("unknown task: cooking");
        assertThat(post("/v1/ai/chat?complexity=some&prompt=x", "")
                        .list("errors")
                        .toString())
                .contains("complexity");
    }

    @Test
    void saysWhenABetterModelCouldNotAnswer() throws Exception {
        service.chat.fails("poet", new Failure.NoCredential("no key")).answers("lingzhi-chat", "好");

        JsonValue.Obj answer = post("/v1/ai/chat", "{\"prompt\":\"x\",\"task\":\"chinese\"}");

        assertThat(answer.string("model")).hasValue("lingzhi-chat");
        assertThat(answer.get("degraded")).isEqualTo(new JsonValue.Bool(true));
        assertThat(answer.string("selected_because"))
                .hasValue("the task chinese goes to poet; this is the next best, after poet (no-credential)");
    }

    @Test
    void explainsAChoiceWithoutAskingAnybody() throws Exception {
        JsonValue.Obj chosen = json(service.get("/v1/ai/select?complexity=auto&prompt=hello"));

        assertThat(chosen.string("model")).hasValue("small");
        assertThat(chosen.list("candidates")).hasSize(3);
        assertThat(chosen.object("judged").string("complexity")).hasValue("low");
        assertThat(chosen.get("degraded")).isEqualTo(new JsonValue.Bool(false));
        assertThat(json(service.get("/v1/ai/select?model=deepseek")).string("model"))
                .hasValue("lingzhi-chat");
        assertThat(service.chat.requests()).isEmpty();
    }

    @Test
    void goesOnInAConversation() throws Exception {
        service.chat.answers("m", "一").answers("lingzhi-chat", "二");

        JsonValue.Obj first = post("/v1/ai/chat", "{\"prompt\":\"甲\",\"model\":\"m\"}");
        assertThat(first.string("conversation_id")).hasValue("conv-1");
        service.send(service.post("/v1/ai/chat", "{\"prompt\":\"乙\",\"conversation_id\":\"conv-1\",\"stream\":true}"));

        assertThat(service.chat.requests().getLast().messages())
                .containsExactly(
                        Message.of(Role.USER, "甲"), Message.of(Role.ASSISTANT, "一"), Message.of(Role.USER, "乙"));
        JsonValue.Obj kept = json(service.get("/v1/ai/conversations/conv-1"));
        assertThat(kept.list("turns")).hasSize(4);
        assertThat(json(service.get("/v1/ai/conversations")).list("conversations"))
                .hasSize(1);
    }

    @Test
    void keepsNothingOfAnAnswerThatFailed() throws Exception {
        List<StreamEvent> broken = new ArrayList<>(ScriptedChat.beginning("m", "a"));
        broken.add(new StreamEvent.Failed(new Failure.Unreachable("broke")));
        service.chat.plays("m", broken);

        post("/v1/ai/chat", "{\"prompt\":\"x\",\"model\":\"m\"}");

        assertThat(service.get("/v1/ai/conversations/conv-1").statusCode()).isEqualTo(404);
    }

    @Test
    void deletesConversationsAndKnowsBadIds() throws Exception {
        service.chat.answers("m", "一");
        post("/v1/ai/chat?prompt=x&model=m&conversation_id=mine", "");

        assertThat(service.send(service.to("/v1/ai/conversations/mine").DELETE())
                        .statusCode())
                .isEqualTo(200);
        assertThat(service.send(service.to("/v1/ai/conversations/mine").DELETE())
                        .statusCode())
                .isEqualTo(404);
        assertThat(json(service.get("/v1/ai/conversations/mine")).string("type"))
                .hasValue("/docs#problem-unknown-conversation");
        assertThat(service.get("/v1/ai/conversations/..%2Fx").statusCode()).isEqualTo(400);
        assertThat(post("/v1/ai/chat?prompt=x&model=m&conversation_id=..", "")
                        .list("errors")
                        .toString())
                .contains("conversation_id");
    }

    @Test
    void answersPagesOfAllowedOriginsOnly() throws Exception {
        HttpResponse<String> asked = service.send(preflight("https://page.example"));
        HttpResponse<String> refused = service.send(preflight("https://other.example"));
        service.chat.answers("m", "一");
        HttpResponse<String> answer = service.send(service.post("/v1/ai/chat?prompt=x&model=m", "")
                .header("origin", "https://page.example")
                .header("sec-fetch-site", "cross-site"));

        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(header(asked, "access-control-allow-origin")).hasValue("https://page.example");
        assertThat(header(asked, "access-control-allow-methods")).hasValue("POST");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(header(refused, "access-control-allow-origin")).isEmpty();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "access-control-allow-origin")).hasValue("https://page.example");
    }

    private HttpRequest.Builder preflight(String origin) {
        return service.to("/v1/ai/chat")
                .header("origin", origin)
                .header("access-control-request-method", "POST")
                .method("OPTIONS", BodyPublishers.noBody());
    }
}
