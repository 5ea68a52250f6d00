package io.lingzhi.app.cli;

import io.lingzhi.assistant.knowledge.document.Format;
import io.lingzhi.llm.json.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lingzhi ingest PATH...}: uploads documents to the running service, and shows how they come along. */
@Command(name = "ingest")
final class IngestCommand implements Runnable {
    private static final int BAR = 30;

    private final Surroundings around;

    @Mixin
    private ServiceClient service = new ServiceClient();

    @Option(names = "--kb", paramLabel = "NAME", descriptionKey = "lingzhi.kb")
    private String base = "default";

    @Parameters(arity = "1..*", paramLabel = "PATH", descriptionKey = "lingzhi.ingest.path")
    private List<String> paths = new ArrayList<>();

    private final Map<String, String> states = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    IngestCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        try {
            Map<String, Path> files = files();
            if (files.isEmpty()) {
                throw new ExitException(around.texts().say("ingest.nothing"));
            }
            for (Map.Entry<String, Path> file : files.entrySet()) {
                upload(file.getKey(), file.getValue());
            }
            follow();
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
        report();
    }

    /** A file to send: its name within what was named, and the path as typed. */
    private record Found(String name, String typed, Path file) {}

    /** The name of each document to its file. Where several files have one name, their paths are their names. */
    private Map<String, Path> files() throws IOException {
        Collection<Found> found = found();
        Map<String, Long> takers = found.stream().collect(Collectors.groupingBy(Found::name, Collectors.counting()));
        Map<String, Path> files = new TreeMap<>();
        for (Found each : found) {
            String name = takers.getOrDefault(each.name(), 0L) == 1 ? each.name() : each.typed();
            Path other = files.putIfAbsent(name, each.file());
            if (other != null) {
                throw new ExitException(around.texts().say("ingest.clash", other, each.file(), name));
            }
        }
        return files;
    }

    /** Each file once, in order. */
    private Collection<Found> found() throws IOException {
        Map<Path, Found> found = new LinkedHashMap<>();
        for (String path : paths) {
            Path named = around.workingFolder().resolve(path);
            for (Path file : documents(named)) {
                boolean itself = file.equals(named);
                Path name = itself ? named.getFileName() : named.relativize(file);
                Path typed = itself ? Path.of(path) : Path.of(path).resolve(name);
                found.putIfAbsent(
                        file.toAbsolutePath().normalize(), new Found(String.valueOf(name), typed.toString(), file));
            }
        }
        return found.values();
    }

    /** The file itself, or what can be read in the folder. */
    private static List<Path> documents(Path named) throws IOException {
        if (!Files.isDirectory(named)) {
            return List.of(named);
        }
        try (Stream<Path> tree = Files.walk(named)) {
            return tree.filter(file -> Files.isRegularFile(file)
                            && Format.ofName(file.getFileName().toString()).isPresent())
                    .sorted()
                    .toList();
        }
    }

    private void upload(String name, Path file) throws IOException {
        String query = "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpRequest request = service.to(around, "/v1/ai/knowledge/" + segment() + "/documents" + query)
                .header("content-type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        try {
            for (JsonValue document : service.send(around, request).list("documents")) {
                note((JsonValue.Obj) document);
            }
        } catch (ExitException e) {
            failures.add(around.texts().say("ingest.skipped", name, String.valueOf(e.getMessage())));
        }
        draw();
    }

    private String segment() {
        return URLEncoder.encode(base, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void follow() throws IOException {
        if (states.isEmpty()) {
            return;
        }
        HttpRequest request = service.to(around, "/v1/ai/knowledge/" + segment() + "/events?until=idle")
                .build();
        EventLines.read(service.open(around, request), (event, data) -> {
            if (event.equals("document") && states.containsKey(data.string("id", ""))) {
                note(data);
                draw();
            }
        });
        for (String id : states.keySet()) {
            note(service.send(
                    around,
                    service.to(around, "/v1/ai/knowledge/" + segment() + "/documents/" + id + "/status")
                            .build()));
        }
        draw();
        around.err().println();
    }

    private void note(JsonValue.Obj document) {
        String state = document.string("state", "");
        String before = String.valueOf(states.put(document.string("id", ""), state));
        if (state.equals("failed") && !before.equals("failed")) {
            String why = document.object("error").string("detail", "");
            failures.add(around.texts().say("ingest.failed", document.string("name", ""), why));
        }
    }

    private long in(String state) {
        return states.values().stream().filter(state::equals).count();
    }

    private void draw() {
        if (states.isEmpty()) {
            return;
        }
        long done = in("ready") + in("failed");
        int filled = (int) (BAR * done / states.size());
        around.err()
                .print("\r[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] "
                        + around.texts().say("ingest.progress", done, states.size()));
        around.err().flush();
    }

    private void report() {
        failures.forEach(line -> around.err().println(line));
        around.out().println(around.texts().say("ingest.done", states.size(), base, in("ready"), failures.size()));
        if (!failures.isEmpty()) {
            throw new ExitException(failures.getLast());
        }
    }
}
