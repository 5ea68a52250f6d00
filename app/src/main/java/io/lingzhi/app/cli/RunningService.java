package io.lingzhi.app.cli;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Secret;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The management routes of the service that runs with this configuration. */
final class RunningService {
    private static final String KEY_VARIABLE = "LINGZHI_MANAGEMENT_KEY";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Surroundings around;
    private final String url;
    private final String key;

    private RunningService(Surroundings around, String url, String key) {
        this.around = around;
        this.url = url;
        this.key = key;
    }

    /** Nobody answers at the service's address, or nobody knows the key to it. */
    static final class AwayException extends ExitException {
        private static final long serialVersionUID = 1L;

        AwayException(String message) {
            super(message);
        }
    }

    /**
     * The service at this address, else at the configuration's.
     *
     * @param key as given, else of the environment, else of the configuration, where it stands there and no hash of it
     * @throws AwayException no key is known
     */
    static RunningService of(Surroundings around, Config settings, @Nullable String url, @Nullable String key) {
        String found = Optional.ofNullable(key)
                .or(() -> Optional.ofNullable(around.environment().get(KEY_VARIABLE)))
                .or(() -> settings.management().key().map(Secret::reveal).filter(plain -> !plain.startsWith("$2")))
                .orElseThrow(() -> new AwayException(around.texts().say("credentials.no-key", KEY_VARIABLE)));
        return new RunningService(around, url == null ? address(settings) : url, found);
    }

    private static String address(Config settings) {
        Config.Server server = settings.server();
        String host = server.host();
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String shown = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        return (server.tls().isPresent() ? "https" : "http") + "://" + shown + ":" + server.port();
    }

    JsonValue.Obj get(String path) {
        return call(to(path));
    }

    JsonValue.Obj post(String path, byte[] body) {
        return call(to(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(DEADLINE).header("x-management-key", key);
    }

    private JsonValue.Obj call(HttpRequest.Builder request) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return read(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AwayException(around.texts().say("credentials.unreachable", url));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException(around.texts().say("credentials.unreachable", url));
        }
    }

    private JsonValue.Obj read(HttpResponse<byte[]> answer) {
        try {
            JsonValue.Obj body = Json.parseObject(answer.body());
            if (answer.statusCode() == 200) {
                return body;
            }
            throw new ExitException(body.string("error", new String(answer.body(), StandardCharsets.UTF_8)));
        } catch (JsonSyntaxException e) {
            throw new ExitException(around.texts().say("credentials.no-service", answer.statusCode()));
        }
    }
}
