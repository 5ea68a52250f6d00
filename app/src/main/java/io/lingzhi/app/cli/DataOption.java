package io.lingzhi.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data DIR}: where the ledger is kept; without it, {@code ~/.lingzhi/data}. */
final class DataOption {
    @Option(names = "--data", paramLabel = "DIR")
    private @Nullable String named;

    Path folder(Surroundings around) {
        return named == null
                ? around.home().resolve(".lingzhi").resolve("data")
                : around.workingFolder().resolve(named);
    }
}
