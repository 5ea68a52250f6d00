package io.lingzhi.bench.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All processes that the benchmark has started. Closing ends them and those below them, at most within seconds. */
final class Children implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final Path folder;
    private final List<Process> running = new ArrayList<>();
    private boolean closed;

    /** @param folder where what they say is written */
    Children(Path folder) {
        this.folder = folder;
    }

    /** Starts a process whose outputs go to a file named after it. */
    Process start(String name, List<String> command) {
        Path log = log(name);
        return started(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    }

    /** Starts a process that is spoken to by its standard input and output. */
    Process startSpoken(String name, List<String> command) {
        return started(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log(name).toFile())));
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private synchronized Process started(ProcessBuilder builder) {
        if (closed) {
            throw new BenchException("the benchmark is being stopped");
        }
        try {
            Process process = builder.directory(folder.toFile()).start();
            running.add(process);
            return process;
        } catch (IOException e) {
            throw new BenchException("cannot start " + builder.command().getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** Ends one process and those below it. */
    synchronized void stop(Process process) {
        running.remove(process);
        end(process);
    }

    private static void end(Process process) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        below.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public synchronized void close() {
        closed = true;
        running.forEach(Process::destroy);
        running.forEach(Children::end);
        running.clear();
    }
}
