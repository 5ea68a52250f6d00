package io.lingzhi.app.cli;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Loaded;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lingzhi check}: reads the configuration and tells all mistakes, warnings, and keys that do nothing yet. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private ConfigOption config = new ConfigOption();

    CheckCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        String file =
                config.file(around).map(Object::toString).orElse(around.texts().say("check.built-in"));
        return switch (config.load(around)) {
            case Loaded.Ok loaded -> {
                loaded.warnings().forEach(warning -> around.out().println(ConfigOption.line(around, warning)));
                if (!loaded.inactiveKeys().isEmpty()) {
                    around.out().println(around.texts().say("check.inactive"));
                    loaded.inactiveKeys().forEach(key -> around.out().println("  " + key));
                }
                loaded.config().providers().forEach(this::print);
                around.out().println(around.texts().say("check.ok", file));
                yield 0;
            }
            case Loaded.Refused refused -> {
                refused.problems().forEach(problem -> around.err().println(ConfigOption.line(around, problem)));
                around.err()
                        .println(around.texts()
                                .say("check.refused", file, refused.problems().size()));
                yield 1;
            }
        };
    }

    private void print(Config.Provider provider) {
        long usable = provider.credentials().stream()
                .filter(Config.Credential::usable)
                .count();
        around.out()
                .println(around.texts()
                        .say(
                                "check.provider",
                                provider.kind().key(),
                                provider.name(),
                                usable,
                                provider.credentials().size(),
                                provider.models().size()));
    }
}
