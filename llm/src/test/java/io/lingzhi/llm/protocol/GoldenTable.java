package io.lingzhi.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A folder of golden rows: each file is a JSON object with what a test reads, a {@code why}, and {@code expect}, which
 * is what comes out. {@code -Dgoldens=update} writes what comes out; read the difference before it is committed.
 */
public final class GoldenTable {
    private static final Path ROOT = Path.of("src/test/resources/goldens");

    private final Path folder;

    public GoldenTable(String folder) {
        this.folder = ROOT.resolve(folder);
    }

    /** What a row's outcome is made by. */
    public interface Outcome {
        JsonValue of(JsonValue.Obj row, Path file) throws Exception;
    }

    /** One test for each row. */
    public Stream<DynamicTest> tests(Outcome outcome) throws IOException {
        return files(".json").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file, outcome)));
    }

    /** The files of this folder whose names end so, sorted. */
    public List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static void check(Path file, Outcome outcome) throws Exception {
        JsonValue.Obj row = read(file);
        JsonValue actual = outcome.of(row, file);
        if ("update".equals(System.getProperty("goldens"))) {
            Files.writeString(file, pretty(row.with("expect", actual), "") + "\n");
            return;
        }
        assertThat(pretty(actual, ""))
                .as("%s (after reading the difference: -Dgoldens=update)", file)
                .isEqualTo(pretty(row.get("expect"), ""));
    }

    public static JsonValue.Obj read(Path file) throws IOException, JsonSyntaxException {
        return Json.parseObject(Files.readAllBytes(file));
    }

    /** The value with one member or item a line, and short ones on one line. */
    static String pretty(JsonValue value, String indent) {
        String flat = Json.text(value);
        if (flat.length() + indent.length() <= 110) {
            return flat;
        }
        String inner = indent + "  ";
        return switch (value) {
            case JsonValue.Obj(Map<String, JsonValue> members) -> {
                List<String> lines = new ArrayList<>();
                members.forEach((name, member) ->
                        lines.add(inner + Json.text(JsonValue.of(name)) + ": " + pretty(member, inner)));
                yield "{\n" + String.join(",\n", lines) + "\n" + indent + "}";
            }
            case JsonValue.Arr(List<JsonValue> items) ->
                "[\n"
                        + String.join(
                                ",\n",
                                items.stream()
                                        .map(item -> inner + pretty(item, inner))
                                        .toList())
                        + "\n" + indent + "]";
            case JsonValue.Str ignored -> flat;
            case JsonValue.Num ignored -> flat;
            case JsonValue.Bool ignored -> flat;
            case JsonValue.Null ignored -> flat;
        };
    }
}
