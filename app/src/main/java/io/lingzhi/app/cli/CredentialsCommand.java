package io.lingzhi.app.cli;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
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
    private static final String PATH = "/v0/management/credentials";

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
        RunningService service = RunningService.of(around, settings, url, key);
        if (action == null) {
            service.get(PATH).list("credentials").forEach(this::print);
        } else if (id == null) {
            throw new ExitException(around.texts().say("credentials.no-id", action));
        } else {
            print(service.post(
                    PATH,
                    Json.object().put("credential", id).put("action", action).bytes()));
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
}
