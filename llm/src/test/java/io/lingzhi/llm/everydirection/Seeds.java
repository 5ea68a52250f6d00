package io.lingzhi.llm.everydirection;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.GoldenTable;
import io.lingzhi.llm.protocol.StreamRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where fuzzing begins: what goldens hold, and a kept corpus of nasty inputs, of one protocol and of all. */
final class Seeds {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    private Seeds() {}

    static List<byte[]> streams(String folder) throws IOException {
        List<byte[]> seeds = new ArrayList<>(kept("streams", folder));
        GoldenTable table = new GoldenTable(folder + "/streams");
        for (Path file : table.files(".sse")) {
            seeds.add(Files.readAllBytes(file));
        }
        for (JsonValue.Obj row : rows(table)) {
            if (row.has("chunks")) {
                seeds.add(StreamRuns.sse(row.list("chunks")));
            }
        }
        return seeds;
    }

    static List<byte[]> responses(String folder) throws IOException {
        List<byte[]> seeds = new ArrayList<>(kept("json", folder));
        rows(new GoldenTable(folder + "/responses")).forEach(row -> seeds.add(Json.bytes(row.get("body"))));
        return seeds;
    }

    static List<byte[]> requests(String folder) throws IOException {
        List<byte[]> seeds = new ArrayList<>(kept("json", folder));
        rows(new GoldenTable(folder + "/requests")).forEach(row -> seeds.add(Json.bytes(row.get("request"))));
        return seeds;
    }

    private static List<byte[]> kept(String kind, String folder) throws IOException {
        List<byte[]> kept = new ArrayList<>();
        for (String name : List.of(kind, folder + "-" + kind)) {
            if (Files.isDirectory(CORPUS.resolve(name))) {
                try (Stream<Path> files = Files.list(CORPUS.resolve(name))) {
                    for (Path file : files.sorted().toList()) {
                        kept.add(Files.readAllBytes(file));
                    }
                }
            }
        }
        return kept;
    }

    private static List<JsonValue.Obj> rows(GoldenTable table) throws IOException {
        List<JsonValue.Obj> rows = new ArrayList<>();
        for (Path file : table.files(".json")) {
            try {
                rows.add(GoldenTable.read(file));
            } catch (JsonSyntaxException e) {
                throw new IOException(file + " is no golden row", e);
            }
        }
        return rows;
    }
}
