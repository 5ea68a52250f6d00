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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code lingzhi credentials [disable|enable|drain|reset ID]}: how the credentials of the running service stand, or a
 * change to one, over its management routes.
 */
@Command(name = "credentials")
final class CredentialsCommand implements Runnable {
    private static final String KEY_VARIABLE = "LINGZHI_MANAGEMENT_KEY";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Surroundings around;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--url", paramLabel = "URL")
    private @Nullable String url;

    @Option(names = "--key", paramLabel = "KEY")
    private @Nullable String key;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTION")
    private @Nullable String action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID")
    private @Nullable String id;

    CredentialsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        Config settings = config.require(around).loaded().config();
        if (action == null) {
            call(settings, Optional.empty()).list("credentials").forEach(this::print);
        } else if (id == null) {
            throw new ExitException(around.texts().say("credentials.no-id", action));
        } else {
            print(call(
                    settings,
                    Optional.of(Json.object()
                            .put("credential", id)
                            .put("action", action)
                            .bytes())));
        }
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // a change, or only a look
    private JsonValue.Obj call(Config settings, Optional<byte[]> change) {
        String address = (url == null ? address(settings) : url) + "/v0/management/credentials";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(DEADLINE)
                .header("x-management-key", managementKey(settings));
        change.ifPresent(body -> request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return read(answer);
        } catch (IOException e) {
            throw new ExitException(around.texts().say("credentials.unreachable", address));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExitException(around.texts().say("credentials.unreachable", address));
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

    private void print(JsonValue row) {
        if (row instanceof JsonValue.Obj credential) {
            around.out()
                    .printf(
                            "%-44s %-20s %-9s %s%n",
                            credential.string("id", ""),
                            credential.string("provider", ""),
                            credential.string("state", ""),
                            around.texts()
                                    .say(
                                            "credentials.in-flight",
                                            credential.integer("in_flight").orElse(0L)));
            credential.list("models").forEach(this::printAgainst);
        }
    }

    private void printAgainst(JsonValue against) {
        if (against instanceof JsonValue.Obj model) {
            around.out()
                    .printf(
                            "  %-42s %-20s %-9s %s%n",
                            model.string("model", ""),
                            model.string("cause", ""),
                            model.string("state", ""),
                            model.string("again_at", ""));
        }
    }

    private static String address(Config settings) {
        Config.Server server = settings.server();
        String host = server.host();
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String shown = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        return (server.tls().isPresent() ? "https" : "http") + "://" + shown + ":" + server.port();
    }

    /** As given, else of the environment, else of the configuration, where it stands there and no hash of it. */
    private String managementKey(Config settings) {
        return Optional.ofNullable(key)
                .or(() -> Optional.ofNullable(around.environment().get(KEY_VARIABLE)))
                .or(() -> settings.management().key().map(Secret::reveal).filter(plain -> !plain.startsWith("$2")))
                .orElseThrow(() -> new ExitException(around.texts().say("credentials.no-key", KEY_VARIABLE)));
    }
}
