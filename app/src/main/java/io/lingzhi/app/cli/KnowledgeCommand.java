package io.lingzhi.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lingzhi knowledge}: what is done to the bases while the service does not run. */
@Command(name = "knowledge")
final class KnowledgeCommand implements Runnable {
    private final Surroundings around;

    @Spec
    private @Nullable CommandSpec spec;

    KnowledgeCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(around.out());
        }
    }
}
