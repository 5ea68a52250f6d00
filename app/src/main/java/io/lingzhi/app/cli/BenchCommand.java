package io.lingzhi.app.cli;

import io.lingzhi.app.Main;
import io.lingzhi.bench.suite.Bench;
import io.lingzhi.bench.suite.BenchException;
import io.lingzhi.bench.suite.Other;
import io.lingzhi.bench.suite.Settings;
import io.lingzhi.bench.suite.SuiteName;
import io.lingzhi.gateway.store.SqliteUsageReader;
import io.lingzhi.gateway.usage.UsageGrouping;
import io.lingzhi.gateway.usage.UsageRange;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lingzhi bench}: measures the gateway beside nginx and the direct path. */
@Command(name = "bench")
final class BenchCommand implements Runnable {
    private final Surroundings around;

    @Parameters(paramLabel = "SUITE", arity = "0..1")
    private String suite = "all";

    @Option(names = "--case", paramLabel = "NAME")
    private @Nullable String only;

    @Option(names = "--rounds", paramLabel = "N")
    private int rounds = 3;

    @Option(names = "--seconds", paramLabel = "N")
    private double seconds = 2;

    @Option(names = "--minutes", paramLabel = "N")
    private int minutes = 12;

    @Option(names = "--nginx", paramLabel = "PATH")
    private @Nullable String nginx;

    @Option(names = "--other", paramLabel = "NAME=COMMAND;PORT")
    private List<String> others = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE")
    private @Nullable String json;

    @Option(names = "--chart", paramLabel = "FILE")
    private @Nullable String chart;

    BenchCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        try {
            Bench.Outcome outcome = Bench.run(settings(), around.texts()::say, around.err()::println);
            around.out().print(outcome.tables());
            write(json, outcome.json());
            write(chart, outcome.chart());
        } catch (BenchException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private Settings settings() {
        SuiteName name = SuiteName.of(suite)
                .orElseThrow(() -> new ExitException(around.texts().say("bench.suite-unknown", suite)));
        return new Settings(
                name,
                serve(),
                nginx(),
                others.stream().map(this::other).toList(),
                Optional.ofNullable(only),
                new Settings.Length(rounds, seconds, Duration.ofMinutes(minutes), Duration.ofMinutes(minutes)),
                new Settings.Home(around.workingFolder(), BenchCommand::recorded));
    }

    /** How many requests the ledger in this folder holds. */
    private static long recorded(Path folder) {
        UsageRange ever =
                new UsageRange(Instant.EPOCH, Clock.systemUTC().instant().plusSeconds(60));
        return new SqliteUsageReader(folder)
                .report(UsageGrouping.MODEL, ever, ZoneOffset.UTC)
                .total()
                .requests();
    }

    private void write(@Nullable String file, String text) {
        if (file != null) {
            Path path = around.workingFolder().resolve(file);
            try {
                Files.writeString(path, text);
            } catch (IOException e) {
                throw new ExitException(around.texts().say("bench.unwritable", path));
            }
        }
    }

    private Other other(String text) {
        try {
            return Other.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    /** The command that started this process, up to its own arguments: the launcher's, with all its options. */
    private static List<String> serve() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }

    private Optional<Path> nginx() {
        if (nginx != null) {
            return Optional.of(around.workingFolder().resolve(nginx));
        }
        Stream<String> folders = Stream.concat(
                Stream.of(around.environment().getOrDefault("PATH", "").split(":")), Stream.of("/usr/sbin"));
        return folders.filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
