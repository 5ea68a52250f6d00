package io.lingzhi.app.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code lingzhi} and its parts. */
@Command(name = "lingzhi")
public final class Lingzhi implements Runnable {
    private static final int BAD_USAGE = 2;

    private final Surroundings around;

    @SuppressWarnings("UnusedVariable") // read before the command line is parsed; here for the help
    @Option(names = "--lang", paramLabel = "en|zh", scope = ScopeType.INHERIT)
    private String language = "";

    @SuppressWarnings("UnusedVariable") // handled by the library
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT)
    private boolean help;

    @SuppressWarnings("UnusedVariable") // handled by the library
    @Option(
            names = {"-V", "--version"},
            versionHelp = true)
    private boolean version;

    @Spec
    private @Nullable CommandSpec spec;

    private Lingzhi(Surroundings around) {
        this.around = around;
    }

    /** The language that these arguments ask for. */
    public static Locale language(String[] arguments, Locale system) {
        return Arguments.language(arguments, system);
    }

    /** Runs a command line. Returns the exit code: 0 done, 1 refused or failed, 2 not understood. */
    public static int run(Surroundings around, String[] arguments) {
        String[] normalised = Arguments.normalised(arguments);
        return PlainServe.read(around, normalised)
                .map(serve -> ran(around, serve))
                .orElseGet(() -> parsed(around, normalised));
    }

    private static int ran(Surroundings around, ServeCommand serve) {
        try {
            serve.run();
            return 0;
        } catch (RuntimeException e) {
            return failed(around, e);
        }
    }

    private static int parsed(Surroundings around, String[] arguments) {
        CommandLine line = new CommandLine(new Lingzhi(around))
                .addSubcommand("serve", new ServeCommand(around))
                .addSubcommand("check", new CheckCommand(around))
                .addSubcommand("models", new ModelsCommand(around))
                .addSubcommand("chat", new ChatCommand(around))
                .addSubcommand("ask", new AskCommand(around))
                .addSubcommand("ingest", new IngestCommand(around))
                .addSubcommand("eval", new EvalCommand(around))
                .addSubcommand(
                        "knowledge",
                        new CommandLine(new KnowledgeCommand(around))
                                .addSubcommand("migrate", new MigrateCommand(around)))
                .addSubcommand("usage", new UsageCommand(around))
                .addSubcommand("credentials", new CredentialsCommand(around))
                .addSubcommand("explain", new ExplainCommand(around))
                .addSubcommand("trace", new TraceCommand(around))
                .addSubcommand("simulate", new SimulateCommand(around))
                .addSubcommand("bench", new BenchCommand(around))
                .addSubcommand("version", new VersionCommand(around))
                .addSubcommand("help", new HelpCommand(around));
        line.getCommandSpec().version(VersionCommand.line());
        line.setResourceBundle(around.texts().bundle());
        line.setOut(new PrintWriter(around.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(around.err(), true, StandardCharsets.UTF_8));
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler((problem, _) -> misunderstood(around, problem));
        line.setExecutionExceptionHandler((problem, _, _) -> failed(around, problem));
        return line.execute(arguments);
    }

    private static int misunderstood(Surroundings around, CommandLine.ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName(" ");
        String text = switch (problem) {
            case UnmatchedArgumentException unmatched ->
                around.texts().say("error.unknown-argument", String.join(" ", unmatched.getUnmatched()));
            case MissingParameterException missing ->
                around.texts()
                        .say(
                                "error.missing-argument",
                                missing.getMissing().isEmpty()
                                        ? ""
                                        : missing.getMissing().getFirst().paramLabel());
            default -> around.texts().say("error.bad-argument", String.valueOf(problem.getMessage()));
        };
        around.err().println("lingzhi: " + text);
        around.err().println(around.texts().say("error.see-help", command));
        return BAD_USAGE;
    }

    private static int failed(Surroundings around, Exception problem) {
        if (problem instanceof ExitException) {
            around.err().println("lingzhi: " + problem.getMessage());
        } else {
            around.err().println("lingzhi: " + around.texts().say("error.internal", problem));
            problem.printStackTrace(around.err());
        }
        return 1;
    }

    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("the command line fills this in");
        }
        spec.commandLine().usage(around.out());
    }
}
