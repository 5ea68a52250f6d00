package io.lingzhi.app.cli;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which AI service a command speaks to, and how. */
final class ServiceClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(10);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--url", paramLabel = "URL", descriptionKey = "lingzhi.url")
    private @Nullable String url;

    @Option(names = "--key", paramLabel = "KEY", descriptionKey = "lingzhi.key")
    private @Nullable String key;

    private @Nullable HttpClient http;

    /** A request to this path of the service, with its key. */
    HttpRequest.Builder to(Surroundings around, String path) {
        Config found = url != null && key != null
                ? null
                : config.require(around).loaded().config();
        String base = url != null || found == null ? String.valueOf(url) : address(found.assistant());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER)
                .header("accept-language", around.locale().toLanguageTag());
        usedKey(found).ifPresent(secret -> request.header("x-api-key", secret));
        return request;
    }

    private Optional<String> usedKey(@Nullable Config found) {
        if (key != null) {
            return Optional.of(key);
        }
        return found == null
                ? Optional.empty()
                : found.access().keys().stream().findFirst().map(secret -> secret.reveal());
    }

    private static String address(Config.Assistant assistant) {
        boolean everywhere = assistant.host().isEmpty()
                || assistant.host().equals("0.0.0.0")
                || assistant.host().equals("::");
        String host = everywhere ? "127.0.0.1" : assistant.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + assistant.port();
    }

    /** Made when it is first needed: it reads the trusted certificates, and every command creates all the others. */
    private HttpClient http() {
        HttpClient made = http != null
                ? http
                : HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
        http = made;
        return made;
    }

    /** Sends it, and returns the body of a good answer. */
    InputStream open(Surroundings around, HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http().send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 == 2) {
                return response.body();
            }
            String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
            throw new ExitException(around.texts().say("client.refused", response.statusCode(), detail(body)));
        } catch (IOException e) {
            String address = request.uri().getScheme() + "://" + request.uri().getAuthority();
            throw new ExitException(around.texts().say("client.unreachable", address));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExitException("interrupted");
        }
    }

    JsonValue.Obj send(Surroundings around, HttpRequest request) {
        try (InputStream body = open(around, request)) {
            return Json.parseObject(body.readAllBytes());
        } catch (IOException | JsonSyntaxException e) {
            throw new ExitException(around.texts().say("client.refused", "200", String.valueOf(e.getMessage())));
        }
    }

    private static String detail(String body) {
        try {
            return Json.parseObject(body.getBytes(StandardCharsets.UTF_8)).string("detail", "");
        } catch (JsonSyntaxException e) {
            return "";
        }
    }
}
