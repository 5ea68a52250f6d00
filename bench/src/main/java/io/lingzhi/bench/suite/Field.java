package io.lingzhi.bench.suite;

import io.lingzhi.bench.measure.ProcessTree;
import io.lingzhi.bench.suite.Contender.Kind;
import io.lingzhi.bench.upstream.UpstreamProcess;
import io.lingzhi.llm.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The upstream, and the contenders in front of it: starts each as a process of its own. */
final class Field {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHAT_PATH = "/v1/chat/completions";

    private final Children children;
    private final Path folder;
    private final List<String> serve;
    private final Spoken upstream;
    private final int upstreamPort;

    /** @param serve the command that starts the gateway, without the arguments of {@code serve} */
    Field(Children children, Path folder, List<String> serve) {
        this.children = children;
        this.folder = folder;
        this.serve = serve;
        this.upstream = Spoken.start(children, UpstreamProcess.class, "0");
        this.upstreamPort = upstream.listen().integer("port").orElseThrow().intValue();
    }

    /** A gateway that answers. */
    record Gateway(Contender contender, Process process, Path data, Duration firstAnswer) {
        /** Lets so much time pass while it runs. */
        void pause(long millis) {
            Probe.pause(contender.name(), process, millis);
        }
    }

    Contender direct() {
        return new Contender(Contender.DIRECT, upstreamPort, Optional.empty(), Kind.PATHS, "");
    }

    Contender nginx(Path program) {
        int port = Probe.freePort();
        Path config = write("nginx.conf", NginxConfig.of(folder, port, upstreamPort));
        Process process =
                started(Contender.NGINX, List.of(program.toString(), "-p", folder.toString(), "-c", config.toString()));
        Probe.awaitGood(Contender.NGINX, process, port, Probe.call("/json" + CHAT_PATH, ""), PATIENCE);
        return new Contender(Contender.NGINX, port, tree(process), Kind.PATHS, "");
    }

    Gateway everythingOn(String name) {
        int port = Probe.freePort();
        return gateway(
                name, port, GatewayConfig.everythingOn(port, upstreamPort), GatewayConfig.KEY, fresh(name, port));
    }

    /** The same in a data folder that all those of this name use, one after the other. */
    Gateway restarted(String name) {
        int port = Probe.freePort();
        Path kept = folder.resolve(name + "-data");
        return gateway(name, port, GatewayConfig.everythingOn(port, upstreamPort), GatewayConfig.KEY, kept);
    }

    Gateway bare() {
        int port = Probe.freePort();
        Path data = fresh(Contender.BARE, port);
        return gateway(Contender.BARE, port, GatewayConfig.bare(port, upstreamPort), "", data);
    }

    /** A data folder belongs to one process at a time, and two of one name may run. */
    private Path fresh(String name, int port) {
        return folder.resolve(name + "-data-" + port);
    }

    private Gateway gateway(String name, int port, String yaml, String key, Path kept) {
        Path config = write(name + ".yaml", yaml);
        List<String> command = new ArrayList<>(serve);
        command.addAll(List.of("serve", "--config", config.toString(), "--data", kept.toString()));
        long begun = System.nanoTime();
        Process process = started(name, command);
        awaitGateway(name, process, port, key);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Gateway(new Contender(name, port, tree(process), Kind.MODELS, key), process, kept, took);
    }

    private Process started(String name, List<String> command) {
        Process process = children.start(name, command);
        upstream.ask(Json.object().put("do", "guard").put("pid", process.pid()).build());
        return process;
    }

    private void awaitGateway(String name, Process process, int port, String key) {
        try {
            Probe.awaitGood(name, process, port, Probe.call(CHAT_PATH, key), PATIENCE);
        } catch (BenchException e) {
            throw new BenchException(e.getMessage() + "; it said: " + lastWords(name), e);
        }
    }

    private String lastWords(String name) {
        try (Stream<String> lines = Files.lines(children.log(name))) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 5), all.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** Another gateway, started by the user's own command. */
    Contender other(Other other) {
        List<String> command = List.of(
                "/bin/sh", "-c", "exec " + other.command().replace("{upstream}", Integer.toString(upstreamPort)));
        Process process = started(other.name(), command);
        Probe.awaitGood(other.name(), process, other.port(), Probe.call(CHAT_PATH, ""), PATIENCE);
        return new Contender(other.name(), other.port(), tree(process), Kind.MODELS, "");
    }

    void stop(Gateway gateway) {
        children.stop(gateway.process());
    }

    /** Ends streams that are paced. Returns how many chunks they were sent. */
    long endStreams() {
        return upstream.ask(Json.object().put("do", "end").build())
                .integer("chunks")
                .orElse(0L);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new BenchException("cannot write " + folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    private static Optional<ProcessTree> tree(Process process) {
        return Optional.of(new ProcessTree(process.pid()));
    }
}
