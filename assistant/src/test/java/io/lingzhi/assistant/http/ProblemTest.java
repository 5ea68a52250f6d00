package io.lingzhi.assistant.http;

import static io.lingzhi.assistant.http.Service.header;
import static io.lingzhi.assistant.http.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.JsonValue;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {
    private final Service service = new Service();

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void givesEachFailureItsStatus(Failure failure, int status, String word) throws Exception {
        service.chat.fails("m", failure);

        HttpResponse<String> response = service.chat("{\"prompt\":\"x\",\"model\":\"m\"}");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "content-type")).hasValue("application/problem+json; charset=utf-8");
        JsonValue.Obj problem = json(response);
        assertThat(problem.string("type")).hasValue("/docs#problem-" + word);
        assertThat(problem.integer("status")).hasValue((long) status);
        assertThat(problem.string("detail")).hasValue("why");
        assertThat(problem.string("request_id")).hasValue("made-id");
    }

    static List<Arguments> failures() {
        return List.of(
                Arguments.of(Failure.InvalidRequest.of("why"), 400, "invalid-request"),
                Arguments.of(new Failure.PayloadTooLarge("why"), 413, "body-too-large"),
                Arguments.of(new Failure.UnknownRoute("why"), 502, "upstream-fault"),
                Arguments.of(new Failure.Unsupported("why"), 422, "unsupported"),
                Arguments.of(new Failure.ContextTooLong("why"), 422, "context-too-long"),
                Arguments.of(new Failure.Unauthenticated("why"), 502, "upstream-key-refused"),
                Arguments.of(new Failure.Forbidden("why"), 403, "forbidden"),
                Arguments.of(new Failure.UnknownModel("why", List.of()), 404, "unknown-model"),
                Arguments.of(new Failure.NoCredential("why"), 503, "no-credential"),
                Arguments.of(new Failure.RateLimited("why", Optional.empty()), 429, "rate-limited"),
                Arguments.of(new Failure.QuotaExhausted("why", Optional.empty()), 429, "quota-exhausted"),
                Arguments.of(new Failure.Overloaded("why", Optional.empty()), 503, "overloaded"),
                Arguments.of(new Failure.Unreachable("why"), 502, "upstream-unreachable"),
                Arguments.of(new Failure.TimedOut("why"), 504, "timed-out"),
                Arguments.of(new Failure.UpstreamFault("why"), 502, "upstream-fault"),
                Arguments.of(new Failure.InternalFault("why"), 500, "internal"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsFailuresInChineseToWhoReadsItWithTheOriginalBehind(Failure failure, int status, String word)
            throws Exception {
        service.chat.fails("m", failure);

        HttpResponse<String> response = service.send(service.post("/v1/ai/chat", "{\"prompt\":\"x\",\"model\":\"m\"}")
                .header("accept-language", "zh-CN"));

        assertThat(header(response, "content-language")).hasValue("zh-CN");
        assertThat(json(response).string("detail").orElse("")).matches("\\p{IsHan}.*\\(why\\)");
    }

    @Test
    void tellsChoicesAndWarningsInChineseToWhoReadsIt() throws Exception {
        service.chat.fails("lingzhi-chat", new Failure.NoCredential("why"));
        service.chat.answers("lingzhi-offline", "x");

        JsonValue.Obj answer = json(service.send(
                service.post("/v1/ai/chat", "{\"prompt\":\"x\",\"nonsense\":1}").header("accept-language", "zh-CN")));

        assertThat(answer.string("selected_because").orElse(""))
                .contains("请求未指定模型", "lingzhi-chat (no-credential) 未能回答");
        assertThat(answer.list("warnings").toString()).contains("未识别的字段:nonsense");
    }

    @Test
    void saysWhenToTryAgain() throws Exception {
        service.chat.fails("m", new Failure.RateLimited("why", Optional.of(Duration.ofMillis(1200))));

        assertThat(header(service.chat("{\"prompt\":\"x\",\"model\":\"m\"}"), "retry-after"))
                .hasValue("2");
    }

    @Test
    void namesEveryWrongFieldAtOnce() throws Exception {
        HttpResponse<String> response = service.chat("{\"prompt\":\" \",\"model\":7,\"stream\":\"yes\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).list("errors"))
                .extracting(error -> ((JsonValue.Obj) error).string("field").orElse(""))
                .containsExactly("prompt", "model", "stream");
    }

    @Test
    void speaksChineseToWhoReadsIt() throws Exception {
        HttpResponse<String> response =
                service.send(service.post("/v1/ai/chat", "{}").header("accept-language", "zh-CN,zh;q=0.9"));

        assertThat(json(response).string("title")).hasValue("请求有误");
        assertThat(json(response).string("detail")).hasValue("prompt:必填,且不能为空白");
        assertThat(header(response, "content-language")).hasValue("zh-CN");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"prompt\":', not valid JSON",
        "'[1]', must be a JSON object",
        "'7', must be a JSON object",
        "'{\"prompt\":\"x\"} {}', something follows",
    })
    void refusesWhatIsNoJsonObject(String body, String detail) throws Exception {
        HttpResponse<String> response = service.chat(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).string("detail").orElse("")).contains(detail);
    }

    @Test
    void refusesInvalidUtf8() throws Exception {
        byte[] body = "{\"prompt\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        body[11] = (byte) 0xFF;
        HttpResponse<String> response = service.send(service.to("/v1/ai/chat")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
        HttpResponse<String> zeros = service.send(service.to("/v1/ai/chat")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[] {0, 0, 0, 1, 2, 3, 4, 5})));
        HttpResponse<String> query =
                service.send(service.to("/v1/ai/chat?prompt=%FF").POST(BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).string("detail")).hasValue("the body is not valid UTF-8");
        assertThat(zeros.statusCode()).isEqualTo(400);
        assertThat(query.statusCode()).isEqualTo(400);
        assertThat(json(query).string("detail").orElse("")).contains("query string");
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded",
        "text/plain",
        "application/json; charset=gbk",
        "''",
        "multipart/form-data; boundary=x"
    })
    void refusesAnotherContentType(String type) throws Exception {
        HttpResponse<String> response = service.send(service.to("/v1/ai/chat")
                .header("content-type", type)
                .POST(BodyPublishers.ofString("{\"prompt\":\"x\"}")));

        assertThat(response.statusCode()).isEqualTo(415);
    }

    @Test
    void answersAnUnknownPathAndAWrongMethod() throws Exception {
        assertThat(service.get("/v1/ai/nothing").statusCode()).isEqualTo(404);
        assertThat(service.get("/v1/ai/chat/").statusCode()).isEqualTo(404);

        HttpResponse<String> get = service.get("/v1/ai/chat");
        HttpResponse<String> post = service.send(service.post("/health", "{}"));

        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(header(get, "allow")).hasValue("POST");
        assertThat(json(get).string("type")).hasValue("/docs#problem-method-not-allowed");
        assertThat(header(post, "allow")).hasValue("GET, HEAD");
    }

    @Test
    void asksForAKey() throws Exception {
        HttpResponse<String> wrong = service.send(service.to("/v1/ai/chat")
                .setHeader("authorization", "Bearer nonsense")
                .POST(BodyPublishers.ofString("{\"prompt\":\"x\"}")));
        HttpResponse<String> absent = service.send(service.to("/v1/ai/chat")
                .setHeader("authorization", "Basic abc")
                .POST(BodyPublishers.ofString("{\"prompt\":\"x\"}")));

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(header(wrong, "www-authenticate")).hasValue("Bearer realm=\"lingzhi\"");
        assertThat(json(wrong).string("detail").orElse("")).contains("api-keys").doesNotContain("nonsense");
        assertThat(absent.statusCode()).isEqualTo(401);
        assertThat(json(absent).string("detail").orElse("")).contains("x-api-key");
    }

    @Test
    void takesTheKeyFromEitherHeader() throws Exception {
        service.chat.answers("m", "hi");

        HttpResponse<String> response = service.send(service.post("/v1/ai/chat", "{\"prompt\":\"x\",\"model\":\"m\"}")
                .setHeader("authorization", "Bearer another")
                .header("x-api-key", Service.KEY));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAWebPageOfAnotherSite() throws Exception {
        HttpResponse<String> response =
                service.send(service.post("/v1/ai/chat?prompt=x", "").header("sec-fetch-site", "cross-site"));

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void answersAnUnexpectedExceptionAsItsOwnFault() throws Exception {
        try (Service broken = new Service(Limits.DEFAULT, key -> Optional.of("any"), (model, texts, caller) -> {
            throw new IllegalStateException("secret inside");
        })) {
            HttpResponse<String> response = broken.send(broken.post("/v1/ai/embed", "[\"x\"]"));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("request id").doesNotContain("secret");
        }
    }

    @Test
    void answersABrokenKeyCheckAsItsOwnFault() throws Exception {
        KeyCheck broken = key -> {
            throw new IllegalStateException("secret inside");
        };
        try (Service other = new Service(Limits.DEFAULT, broken, (model, texts, caller) -> {
            throw new IllegalStateException("not reached");
        })) {
            assertThat(other.chat("{\"prompt\":\"x\"}").statusCode()).isEqualTo(500);
        }
    }

    @Test
    void answersWhatIsNoHttpRequest() throws Exception {
        try (Socket socket = service.raw("NONSENSE\r\n\r\n")) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.0 400")
                    .contains("application/problem+json", "/docs#problem-invalid-request");
        }
    }
}
