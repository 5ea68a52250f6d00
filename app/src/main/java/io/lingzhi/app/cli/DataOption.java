package io.lingzhi.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data DIR}: where the ledger is kept; without it, {@code ~/.lingzhi/data}. */
final class DataOption {
    private static final String NAME = "--data";

    @Option(names = NAME, paramLabel = "DIR")
    private @Nullable String named;

    /** Takes the option of a plain line, if this is it. */
    boolean take(String name, String value) {
        boolean own = name.equals(NAME);
        named = own ? value : named;
        return own;
    }

    Path folder(Surroundings around) {
        return named == null
                ? around.home().resolve(".lingzhi").resolve("data")
                : around.workingFolder().resolve(named);
    }
}
