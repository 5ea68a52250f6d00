package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Received;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.llm.json.JsonValue;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is explained before a request, what its decision record tells afterwards, and what the upstream saw, over real
 * sockets: three credentials, of which one is rate limited, one hangs up, and one is well.
 */
@Timeout(120)
class DecisionsTest {
    private static final String EXPLAIN = "/v0/management/route/explain?model=";

    @TempDir
    private Path folder;

    private Simulator upstream;
    private RunningService running;
    private Client operator;

    @BeforeEach
    void start() throws Exception {
        upstream = RunningService.simulator();
        running = RunningService.with(folder, yaml());
        operator = running.gateway().withKey(RunningService.MANAGEMENT_KEY);
    }

    private String yaml() {
        StringBuilder yaml = new StringBuilder("""
            api-keys: [%s]
            remote-management: {secret-key: %s}
            assistant: {enabled: false}
            routing: {strategy: round-robin, session-affinity: true}
            fallbacks: {m: [spare, gone]}
            openai-compatibility:
            """.formatted(RunningService.KEY, RunningService.MANAGEMENT_KEY));
        Map<String, String> models =
                Map.of("limited", "sim-ok!status=429;retry-after=600", "dead", "sim-ok!reset", "well", "sim-ok");
        for (String name : List.of("limited", "dead", "well")) {
            yaml.append("""
                  - name: %1$s
                    base-url: %2$s
                    api-key-entries: [{api-key: secret-of-%1$s}]
                    models: [{name: "%3$s", alias: m}]
                """.formatted(name, upstream.baseUrl(), models.get(name)));
        }
        yaml.append("""
              - name: other
                base-url: %s
                api-key-entries: [{api-key: "${NOT_SET_HERE}"}, {api-key: secret-of-other}]
                models: [{name: sim-ok, alias: spare}]
            """.formatted(upstream.baseUrl()));
        return yaml.toString();
    }

    @AfterEach
    void stop() {
        running.close();
        upstream.close();
    }

    private JsonValue.Obj explain(String query) throws Exception {
        HttpResponse<String> answer = operator.get(EXPLAIN + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.json(answer);
    }

    private static List<JsonValue.Obj> rows(JsonValue.Obj object, String list) {
        return object.list(list).stream().map(JsonValue.Obj.class::cast).toList();
    }

    private static JsonValue.Obj next(JsonValue.Obj explained) {
        return rows(explained, "candidates").stream()
                .filter(line -> line.bool("next").orElse(false))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The names of those whose keys the upstream saw, in order. What is sent once more, since a connection from the
     * pool broke, is no attempt of its own.
     */
    private List<String> seen() {
        List<String> names = new ArrayList<>();
        for (Received received : upstream.log()) {
            String name = key(received).replace("Bearer secret-of-", "");
            if (names.isEmpty() || !names.getLast().equals(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static String key(Received received) {
        return received.header("authorization").orElse("");
    }

    private JsonValue.Obj trace(HttpResponse<String> answer) throws Exception {
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        HttpResponse<String> found = Eventually.get(
                () -> operator.get("/v0/management/requests/" + id), response -> response.statusCode() == 200);
        return Client.first(Client.json(found), "requests");
    }

    @Test
    void explanationRecordAndUpstreamAgree() throws Exception {
        for (int i = 0; i < 6; i++) {
            upstream.reset();
            JsonValue.Obj before = explain("m");
            assertThat(explain("m")).isEqualTo(before);
            assertThat(upstream.log()).isEmpty();

            HttpResponse<String> answer = running.gateway().chat("m", "hello " + i);
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonValue.Obj told = trace(answer);

            assertThat(next(before).string("provider")).contains(seen().getFirst());
            assertThat(Client.each(told, "attempts", "provider")).isEqualTo(seen());
            assertThat(rows(told, "attempts").stream()
                            .map(attempt -> attempt.integer("status").orElse(0L)))
                    .isEqualTo(seen().stream().map(DecisionsTest::status).toList());
            assertThat(rows(told, "considered").stream()
                            .filter(entry -> entry.string("outcome", "").equals("tried"))
                            .map(entry -> entry.string("provider", "")))
                    .isEqualTo(seen());
            assertThat(rows(told, "attempts").getLast().string("failure")).isEmpty();
            assertThat(told.toString() + before).doesNotContain("secret-of");
        }
        assertThat(explain("m").list("candidates").toString()).contains("rate-limit");
    }

    private static long status(String name) {
        return switch (name) {
            case "limited" -> 429;
            case "dead" -> 0;
            default -> 200;
        };
    }

    @Test
    void tellsWhatStandsAgainstEach() throws Exception {
        JsonValue.Obj fresh = explain("m");
        assertThat(Client.each(fresh, "candidates", "stage"))
                .containsExactly("asked", "asked", "asked", "fallback", "fallback", "fallback");
        assertThat(Client.each(fresh, "candidates", "state"))
                .containsExactly("ready", "ready", "ready", "ready", "missing", "nowhere");
        assertThat(fresh.toString()).contains("NOT_SET_HERE");
        assertThat(next(fresh).object("lanes").string("openai-chat")).contains("pass-through");
        assertThat(next(fresh).object("lanes").string("anthropic")).contains("translated");

        for (String name : List.of("limited", "dead", "well")) {
            String id = rows(fresh, "candidates").stream()
                    .filter(line -> line.string("provider", "").equals(name))
                    .map(line -> line.string("credential", ""))
                    .findFirst()
                    .orElseThrow();
            operator.post("/v0/management/credentials", "{\"credential\":\"" + id + "\",\"action\":\"disable\"}");
        }
        assertThat(next(explain("m")).string("provider")).contains("other");
    }

    @Test
    void tellsWhereAConversationStays() throws Exception {
        Client inSession =
                running.gateway().with("authorization", "Bearer " + RunningService.KEY, "session-id", "conversation-1");
        JsonValue.Obj told = trace(inSession.chat("m", "hello"));
        String last = Client.each(told, "attempts", "credential").getLast();

        String query = "m&key=" + told.string("key", "") + "&header=Session-Id:%20conversation-1";
        JsonValue.Obj bound = explain(query);
        assertThat(bound.object("affinity").bool("session")).contains(true);
        assertThat(next(bound).string("credential")).contains(last);
        assertThat(next(bound).bool("bound")).contains(true);
        assertThat(rows(explain("m"), "candidates"))
                .noneMatch(line -> line.bool("bound").orElse(true));
    }

    @Test
    void namesTheNearestOfAnUnknownModelAndWhatIsMissing() throws Exception {
        HttpResponse<String> unknown = operator.get(EXPLAIN + "spara");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("spare");
        assertThat(operator.get("/v0/management/route/explain").statusCode()).isEqualTo(400);
        assertThat(operator.get("/v0/management/requests/req-nobody").statusCode())
                .isEqualTo(404);
        assertThat(running.gateway().get(EXPLAIN + "m").statusCode()).isEqualTo(401);
        assertThat(running.gateway().get("/v0/management/requests/x").statusCode())
                .isEqualTo(401);
    }

    private Ran run(String... arguments) {
        return Ran.of(folder, Map.of(), "", arguments);
    }

    private Ran asked(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("explain", "--url", running.service.urls().getFirst()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void theCommandsTellItToPeople() throws Exception {
        HttpResponse<String> answer = running.gateway().chat("m", "hello");
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        trace(answer);

        Ran traced = run("trace", id, "--data", "data");
        assertThat(traced.err()).isEmpty();
        assertThat(traced.out())
                .contains(id, "openai-chat, chat", "200 after", "asked", "429", "RateLimited", "answered", "tried");
        assertThat(run("trace", id, "--data", "data", "--lang", "zh").out()).contains("已尝试", "客户端密钥", "已回答");
        Ran unknown = run("trace", "req-nobody", "--data", "data");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("req-nobody", "x-request-id");

        Ran explained = asked("m", "--header", "session-id: 1");
        assertThat(explained.err()).contains("NOT_SET_HERE");
        assertThat(explained.out())
                .contains("->", "cooling (rate limited)", "unset: NOT_SET_HERE", "nobody has this model")
                .contains("the headers tell a conversation");
        assertThat(asked("m", "--lang", "zh").out()).contains("冷却中（被限流）");
        assertThat(asked("spara").err()).contains("did you mean spare");
        assertThat(asked("m", "--header", "nonsense").err()).contains("--header 'Name: value'");
    }

    @Test
    void withoutAServiceTheConfigurationAloneIsTold() throws Exception {
        String yaml = Files.readString(folder.resolve("config.yaml"));
        Files.writeString(folder.resolve("config.yaml"), "port: 1\n" + yaml);
        Ran explained = run("explain", "m");
        assertThat(explained.exit()).isZero();
        assertThat(explained.err()).contains("by the configuration alone", "127.0.0.1:1");
        assertThat(explained.out()).contains("->", "ready", "unset: NOT_SET_HERE");
        assertThat(run("explain", "spara").exit()).isEqualTo(1);
        assertThat(upstream.log()).isEmpty();
    }
}
