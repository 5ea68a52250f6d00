package io.lingzhi.bench.suite;

import io.lingzhi.bench.wire.Lines;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue.Obj;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of the benchmark's own that is told what to do, line by line. */
final class Spoken {
    private static final int DEADLINE_SECONDS = 60;

    private final String name;
    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    private Spoken(String name, Process process) {
        this.name = name;
        this.process = process;
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a main class of this program in a JVM of its own. */
    static Spoken start(Children children, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new Spoken(main.getSimpleName(), children.startSpoken(main.getSimpleName(), command));
    }

    /** Lets so much time pass while the process runs. */
    void pause(long millis) {
        Probe.pause(name, process, millis);
    }

    Obj ask(Obj line) {
        in.println(Json.text(line));
        return listen();
    }

    /** The next line that it says. */
    Obj listen() {
        try {
            String line = CompletableFuture.supplyAsync(this::read).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            return Lines.parse(line);
        } catch (ExecutionException | TimeoutException | IOException e) {
            throw new BenchException(name + " of the benchmark does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private String read() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new BenchException(name + " of the benchmark has ended");
            }
            return line;
        } catch (IOException e) {
            throw new BenchException(name + " of the benchmark cannot be heard", e);
        }
    }
}
