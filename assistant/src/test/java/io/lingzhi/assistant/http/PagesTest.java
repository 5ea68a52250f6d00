package io.lingzhi.assistant.http;

import static io.lingzhi.assistant.http.Service.header;
import static io.lingzhi.assistant.http.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final Service service = new Service();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void servesHealthAndRedirectsTheRootWithoutAKey() throws Exception {
        HttpResponse<String> health = service.send(
                service.to("/health").setHeader("authorization", "none").GET());
        HttpResponse<String> head = service.send(service.to("/health").method("HEAD", BodyPublishers.noBody()));
        HttpResponse<String> root = service.get("/");

        assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(root.statusCode()).isEqualTo(302);
        assertThat(header(root, "location")).hasValue("/docs");
    }

    @Test
    void showsAPageThatAsksNobodyElse() throws Exception {
        HttpResponse<String> page = service.get("/docs");

        assertThat(header(page, "content-type")).hasValue("text/html; charset=utf-8");
        assertThat(header(page, "content-security-policy").orElse("")).contains("default-src 'none'");
        assertThat(page.body())
                .doesNotContainPattern("(?i)https?://")
                .doesNotContainPattern("(?i)(src|href|action)\\s*=\\s*[\"']?//")
                .doesNotContainPattern("(?i)@import|url\\(")
                .contains("<html lang=\"en\">", "width=device-width", "prefers-color-scheme: dark");
    }

    @Test
    void showsThePageInChineseToWhoReadsIt() throws Exception {
        assertThat(service.send(service.to("/docs")
                                .header("accept-language", "zh")
                                .GET())
                        .body())
                .contains("<html lang=\"zh-CN\">");
    }

    @Test
    void describesExactlyTheRoutesThatAreServed() throws Exception {
        List<String> described = new ArrayList<>();
        openapi()
                .object("paths")
                .members()
                .forEach((path, operations) -> ((JsonValue.Obj) operations)
                        .members()
                        .keySet()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(service.routes().stream()
                        .map(route -> route.method() + " " + route.path())
                        .toList());
    }

    @Test
    void describesTheFieldsThatAreRead() throws Exception {
        service.chat.answers("m", "hi");
        for (String name : properties("ChatRequest")) {
            assertThat(service.chat("{\"prompt\":\"x\",\"model\":\"m\",\"" + name + "\":null}")
                            .body())
                    .doesNotContain("unknown field");
        }
        assertThat(properties("ChatRequest")).isEqualTo(parameters("/v1/ai/chat"));
        assertThat(properties("EmbedRequest")).isEqualTo(parameters("/v1/ai/embed"));
        assertThat(properties("MultimodalRequest")).isEqualTo(parameters("/v1/ai/multimodal"));
        assertThat(properties("CodeRequest")).isEqualTo(parameters("/v1/ai/code"));
        assertThat(properties("ReasonRequest")).isEqualTo(parameters("/v1/ai/reason"));
    }

    @Test
    void describesTheFieldsOfTheAnswers() throws Exception {
        service.chat.answers("m", "hi");
        JsonValue.Obj chat =
                json(service.send(service.post("/v1/ai/chat?odd=1", "{\"prompt\":\"x\",\"model\":\"m\"}")));
        JsonValue.Obj embed = json(service.send(service.post("/v1/ai/embed?odd=1", "[\"x\"]")));
        JsonValue.Obj code = json(service.send(service.post("/v1/ai/code?model=m&prompt=x&odd=1", "")));
        JsonValue.Obj reason = json(service.send(service.post("/v1/ai/reason?model=m&prompt=x&odd=1", "")));
        JsonValue.Obj problem = json(service.chat("{}"));
        String events = service.chat("{\"prompt\":\"x\",\"model\":\"m\",\"stream\":true}")
                .body();
        JsonValue.Obj done = json(
                events.substring(events.indexOf("event: done\ndata: ") + 18).strip());

        assertDescribed("ChatAnswer", chat);
        assertDescribed("Usage", chat.object("usage"));
        assertDescribed("EmbedAnswer", embed);
        assertDescribed("CodeAnswer", code);
        assertDescribed("ReasonAnswer", reason);
        assertDescribed("Selection", json(service.get("/v1/ai/select?complexity=auto&prompt=x&odd=1")));
        assertDescribed("Conversation", json(service.get("/v1/ai/conversations/conv-1")));
        assertDescribed("Conversations", json(service.get("/v1/ai/conversations")));
        assertDescribed("Problem", problem);
        assertDescribed("DoneEvent", done);
    }

    @Test
    void describesEveryProblem() throws Exception {
        List<String> kinds = Arrays.stream(ProblemKind.values())
                .map(kind -> kind.status() + " " + kind.word())
                .toList();
        List<String> described = openapi().list("x-problems").stream()
                .map(problem -> (JsonValue.Obj) problem)
                .map(problem -> problem.integer("status").orElse(0L) + " " + problem.string("id", ""))
                .toList();
        List<JsonValue> types =
                schema("Problem").object("properties").object("type").list("enum");

        assertThat(described).isEqualTo(kinds);
        assertThat(types)
                .isEqualTo(Arrays.stream(ProblemKind.values())
                        .map(kind -> JsonValue.of(kind.type()))
                        .toList());
    }

    @Test
    void everyReferenceLeadsSomewhere() throws Exception {
        String text = service.get("/openapi.json").body();
        for (String reference : text.split("\"\\$ref\": \"#/")) {
            if (reference.startsWith("components/")) {
                JsonValue.Obj at = openapi();
                for (String step :
                        reference.substring(0, reference.indexOf('"')).split("/")) {
                    assertThat(at.has(step)).as(step).isTrue();
                    at = at.object(step);
                }
            }
        }
    }

    private void assertDescribed(String schema, JsonValue.Obj answer) throws Exception {
        Set<String> required = new HashSet<>();
        schema(schema).list("required").forEach(name -> required.add(((JsonValue.Str) name).value()));

        assertThat(properties(schema)).containsAll(answer.members().keySet());
        assertThat(answer.members().keySet()).containsAll(required);
    }

    private Set<String> properties(String schema) throws Exception {
        return schema(schema).object("properties").members().keySet();
    }

    private Set<String> parameters(String path) throws Exception {
        Set<String> names = new HashSet<>();
        openapi()
                .object("paths")
                .object(path)
                .object("post")
                .list("parameters")
                .forEach(parameter -> names.add(((JsonValue.Obj) parameter).string("name", "")));
        return names;
    }

    private JsonValue.Obj schema(String name) throws Exception {
        return openapi().object("components").object("schemas").object(name);
    }

    private JsonValue.Obj openapi() throws Exception {
        return json(service.get("/openapi.json"));
    }
}
