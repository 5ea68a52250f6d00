package io.lingzhi.app.cli;

import io.lingzhi.gateway.config.ConfigLoader;
import io.lingzhi.gateway.config.ConfigLocator;
import io.lingzhi.gateway.config.Loaded;
import io.lingzhi.gateway.config.Problem;
import io.lingzhi.gateway.config.Warning;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config FILE}, and how the file is found and read. */
final class ConfigOption {
    private static final String SHORT = "-c";
    private static final String LONG = "--config";

    @Option(
            names = {SHORT, LONG},
            paramLabel = "FILE")
    private @Nullable String named;

    /** Takes the option of a plain line, if this is it. */
    boolean take(String name, String value) {
        boolean own = name.equals(SHORT) || name.equals(LONG);
        named = own ? value : named;
        return own;
    }

    /** A configuration that may be used, and the file it came from; no file: the built-in default. */
    record Found(Optional<Path> file, Loaded.Ok loaded, ConfigLoader loader) {}

    Optional<Path> file(Surroundings around) {
        ConfigLocator locator = new ConfigLocator(around.workingFolder(), around.home());
        return named != null ? Optional.of(locator.named(named)) : locator.usual();
    }

    Loaded load(Surroundings around) {
        ConfigLoader loader = loader(around);
        return file(around).map(loader::load).orElseGet(loader::loadDefault);
    }

    static ConfigLoader loader(Surroundings around) {
        return new ConfigLoader(around.environment(), around.workingFolder(), around.locale());
    }

    /** The configuration, its warnings printed; all problems are printed and end the command. */
    Found require(Surroundings around) {
        Optional<Path> file = file(around);
        ConfigLoader loader = loader(around);
        return switch (file.map(loader::load).orElseGet(loader::loadDefault)) {
            case Loaded.Ok loaded -> {
                loaded.warnings().forEach(warning -> around.err().println(line(around, warning)));
                yield new Found(file, loaded, loader);
            }
            case Loaded.Refused refused -> {
                refused.problems().forEach(problem -> around.err().println(line(around, problem)));
                throw new ExitException(
                        around.texts().say("config.refused", refused.problems().size()));
            }
        };
    }

    static String line(Surroundings around, Warning warning) {
        return around.texts().say("line.warning", warning);
    }

    static String line(Surroundings around, Problem problem) {
        return around.texts().say("line.error", problem);
    }
}
