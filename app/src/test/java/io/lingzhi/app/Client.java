package io.lingzhi.app;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Asks one server over HTTP, with the same headers each time. Safe for many threads. */
record Client(HttpClient http, String baseUrl, List<String> headers) {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    Client {
        headers = List.copyOf(headers);
    }

    /** The same client with these headers (name, value, name, value ...) instead. */
    Client with(String... namesAndValues) {
        return new Client(http, baseUrl, List.of(namesAndValues));
    }

    Client withKey(String key) {
        return with("authorization", "Bearer " + key);
    }

    HttpRequest.Builder to(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(DEADLINE);
        return headers.isEmpty() ? request : request.headers(headers.toArray(String[]::new));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(to(path).GET().build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpRequest posting(String path, String json) {
        return to(path).header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                .build();
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return http.send(posting(path, json), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Asks for a chat completion. */
    HttpResponse<String> chat(String model, String question) throws IOException, InterruptedException {
        return post("/v1/chat/completions", chatBody(model, question, ""));
    }

    /** Asks for a streamed chat completion. */
    HttpResponse<String> stream(String model, String question) throws IOException, InterruptedException {
        return post("/v1/chat/completions", chatBody(model, question, ",\"stream\":true"));
    }

    /** Asks the AI service. */
    HttpResponse<String> ai(String json) throws IOException, InterruptedException {
        return post("/v1/ai/chat", json);
    }

    /** @param more further members, each after a comma */
    static String chatBody(String model, String question, String more) {
        return "{\"model\":" + Json.text(JsonValue.of(model)) + ",\"messages\":[{\"role\":\"user\",\"content\":"
                + Json.text(JsonValue.of(question)) + "}]" + more + "}";
    }

    static JsonValue.Obj json(HttpResponse<String> response) throws JsonSyntaxException {
        return json(response.body());
    }

    static JsonValue.Obj json(String text) throws JsonSyntaxException {
        return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer's text of a whole chat completion. */
    static String text(HttpResponse<String> response) throws JsonSyntaxException {
        return first(json(response), "choices").object("message").string("content", "");
    }

    /** The payloads of a stream's events. */
    static List<String> data(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    /** The answer's text of a streamed chat completion. */
    static String streamedText(String stream) throws JsonSyntaxException {
        StringBuilder text = new StringBuilder();
        for (String data : data(stream)) {
            if (!data.equals("[DONE]")) {
                text.append(first(json(data), "choices").object("delta").string("content", ""));
            }
        }
        return text.toString();
    }

    /** The first item of a list, empty when there is none. */
    static JsonValue.Obj first(JsonValue.Obj object, String list) {
        return object.list(list).stream()
                .findFirst()
                .map(JsonValue.Obj.class::cast)
                .orElse(JsonValue.Obj.EMPTY);
    }

    /** This member of each item. */
    static List<String> each(JsonValue.Obj object, String list, String member) {
        return object.list(list).stream()
                .map(item -> ((JsonValue.Obj) item).string(member, ""))
                .toList();
    }
}
