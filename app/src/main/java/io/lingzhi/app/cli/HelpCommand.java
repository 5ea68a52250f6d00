package io.lingzhi.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lingzhi help [COMMAND]}. */
@Command(name = "help")
final class HelpCommand implements Runnable {
    private final Surroundings around;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND")
    private String command = "";

    HelpCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("the command line fills this in");
        }
        CommandLine root = spec.parent().commandLine();
        CommandLine shown = command.isEmpty() ? root : root.getSubcommands().get(command);
        if (shown == null) {
            throw new ExitException(around.texts().say("error.unknown-argument", command));
        }
        shown.usage(around.out());
    }
}
