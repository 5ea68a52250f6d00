package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The requests of the seed's guide, replayed as it prints them, against its own file with the simulator behind it. Two
 * things differ: the ports, and the picture's host, since tests reach no network. The seed's requests to :8001 show no
 * key, so its list of keys is taken out and the door is opened with {@code allow-anonymous}.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedCurlsTest {
    private static final String HEALTH = "curl http://localhost:8317/health";
    private static final String MODELS = """
        curl http://localhost:8317/v1/models \\
        -H "x-api-key: lingzhi-api-key-001"
        """;
    private static final String CHAT = """
        curl -X POST http://localhost:8001/v1/ai/chat \\
        -H "Content-Type: application/json" \\
        -d '{
        "prompt": "什么是智能气功?",
        "model": "deepseek"
        }'
        """;
    private static final String MULTIMODAL = """
        curl -X POST http://localhost:8001/v1/ai/multimodal \\
        -H "Content-Type: application/json" \\
        -d '{
        "prompt": "描述这张图片",
        "images": ["https://example.com/image.jpg"],
        "model": "gemini"
        }'
        """;
    private static final String CODE = """
        curl -X POST http://localhost:8001/v1/ai/code \\
        -H "Content-Type: application/json" \\
        -d '{
        "prompt": "写一个Python函数计算斐波那契数列",
        "language": "python",
        "model": "claude"
        }'
        """;
    private static final Map<String, String> MODELS_BY_SHORT_NAME = Map.of(
            "deepseek", "lingzhi-chat", "claude", "claude-sonnet", "gemini", "gemini-flash", "qwen", "qwen-chat");

    private final PictureServer pictures;
    private final SeedSystem system;

    SeedCurlsTest(@TempDir Path folder) throws Exception {
        pictures = PictureServer.start("127.0.0.1");
        system = SeedSystem.start(
                folder, SeedSystem.ALL_KEYS, "allow-anonymous: true\nmedia-fetch-allow: [127.0.0.1]\n");
    }

    @AfterAll
    void stop() {
        system.close();
        pictures.close();
    }

    /** Sends what a printed command would send. */
    private HttpResponse<String> curl(String command) throws Exception {
        Matcher address = Pattern.compile("http://localhost:(8317|8001)(\\S*)").matcher(command);
        assertThat(address.find()).isTrue();
        Client server = (address.group(1).equals("8317")
                        ? system.running().gateway()
                        : system.running().assistant())
                .with();
        HttpRequest.Builder request = server.to(address.group(2));
        Matcher header = Pattern.compile("-H \"([^:]+): ([^\"]+)\"").matcher(command);
        while (header.find()) {
            request.header(header.group(1), header.group(2));
        }
        Matcher body = Pattern.compile("-d '([^']*)'").matcher(command);
        if (body.find()) {
            request.POST(
                    HttpRequest.BodyPublishers.ofString(body.group(1).replace("https://example.com", pictures.url())));
        }
        return server.http().send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Test
    void tellsItsHealthAndItsModels() throws Exception {
        assertThat(curl(HEALTH).statusCode()).isEqualTo(200);
        assertThat(Client.each(Client.json(curl(MODELS)), "data", "id"))
                .contains("lingzhi-chat", "claude-sonnet", "gemini-flash", "qwen-chat");
    }

    @Test
    void chats() throws Exception {
        HttpResponse<String> answer = curl(CHAT);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Client.json(answer).string("response").orElse("")).contains("什么是智能气功?");
        assertThat(Client.json(answer).string("model")).hasValue("lingzhi-chat");
        String events = curl(CHAT.replace("\"deepseek\"", "\"deepseek\", \"stream\": true"))
                .body();
        assertThat(events).contains("event: delta\n", "event: usage\n", "event: done\n");
    }

    @Test
    void describesThePicture() throws Exception {
        HttpResponse<String> answer = curl(MULTIMODAL);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Client.json(answer).string("model")).hasValue("gemini-flash");
        assertThat(system.upstream().log().getLast().body().text()).contains("image/png", PictureServer.PNG_BASE64);
        assertThat(curl(MULTIMODAL.replace("\"gemini\"", "\"gemini\", \"stream\": true"))
                        .body())
                .contains("event: done\n");
    }

    @Test
    void writesCode() throws Exception {
        HttpResponse<String> answer = curl(CODE);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Client.json(answer).string("code").orElse("")).contains("斐波那契");
        assertThat(Client.json(answer).string("model")).hasValue("claude-sonnet");
        assertThat(system.upstream().log().getLast().body().text()).contains("专业的python程序员");
        assertThat(curl(CODE.replace("\"claude\"", "\"claude\", \"stream\": true"))
                        .body())
                .contains("event: delta\n", "event: done\ndata: {\"code\":");
    }

    @Test
    void answersByAllFourShortNamesWholeAndStreamedFromBodyAndQuery() throws Exception {
        Client assistant = system.running().assistant().with();
        for (Map.Entry<String, String> name : MODELS_BY_SHORT_NAME.entrySet()) {
            String query = "/v1/ai/chat?prompt=" + encoded("你好") + "&model=" + name.getKey();

            JsonValue.Obj whole = Client.json(assistant.post(query, ""));
            String streamed = assistant.post(query + "&stream=true", "").body();
            JsonValue.Obj body = Client.json(
                    assistant.ai("{\"prompt\":\"你好\",\"model\":\"" + name.getKey() + "\",\"system_prompt\":\"简短\"}"));

            assertThat(whole.string("model")).as(whole.toString()).hasValue(name.getValue());
            assertThat(whole.string("response").orElse("")).contains("你好");
            assertThat(streamed).as(name.getKey()).contains("event: delta\n", "event: done\n");
            assertThat(body.string("model")).hasValue(name.getValue());
        }
    }

    @Test
    void takesTheOtherEndpointsInQueryForm() throws Exception {
        Client assistant = system.running().assistant().with();

        JsonValue.Obj code = Client.json(assistant.post("/v1/ai/code?prompt=" + encoded("写代码") + "&language=go", ""));
        JsonValue.Obj seen = Client.json(
                assistant.post("/v1/ai/multimodal?prompt=x&images=" + encoded(pictures.url() + "/image.jpg"), ""));
        JsonValue.Obj thought = Client.json(assistant.post("/v1/ai/reason?prompt=" + encoded("证明"), ""));
        JsonValue.Obj rag = Client.json(assistant.post(
                "/v1/ai/rag?query=" + encoded("何为气?") + "&context=" + encoded("气是能量。") + "&task=reasoning", ""));
        JsonValue.Obj vectors = Client.json(assistant.post("/v1/ai/embed", "[\"气功\",\"太极\"]"));

        assertThat(code.string("model")).hasValue("claude-sonnet");
        assertThat(seen.string("model")).as(seen.toString()).hasValue("gemini-flash");
        assertThat(thought.string("model")).hasValue("claude-sonnet");
        assertThat(rag.string("model")).as(rag.toString()).hasValue("claude-sonnet");
        assertThat(vectors.list("embeddings")).hasSize(2);
    }

    /** The scenarios: analysis of a picture, and a review of code, by the fields that the seed's classes pass on. */
    @Test
    void playsTheScenarios() throws Exception {
        Client assistant = system.running().assistant().with();
        String picture = Json.text(Json.object()
                .put("prompt", "请描述这个图片中的功法姿势要领")
                .put("images", JsonValue.Arr.ofStrings(List.of(pictures.url() + "/image.jpg")))
                .put("model", "gemini")
                .build());
        String review = Json.text(Json.object()
                .put("prompt", "请审查以下代码,指出问题和改进建议:\n\ndef f(): pass")
                .put("model", "claude")
                .build());

        assertThat(Client.json(assistant.post("/v1/ai/multimodal", picture)).string("response"))
                .isPresent();
        assertThat(Client.json(assistant.post("/v1/ai/code", review)).string("code"))
                .isPresent();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
