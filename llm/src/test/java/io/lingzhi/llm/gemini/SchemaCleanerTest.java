package io.lingzhi.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.GoldenTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemaCleanerTest {
    private static final Path DOCUMENT = Path.of("../docs/gemini-schema.md");

    @Test
    void tableIsDocumented() throws IOException {
        List<String> table = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| "))
                .toList();
        Stream<String> rows = Stream.concat(SchemaKeywords.TABLE.stream(), Stream.of(SchemaKeywords.OTHER))
                .map(row -> "| " + (row.equals(SchemaKeywords.OTHER) ? row.keyword() : "`" + row.keyword() + "`")
                        + " | " + row.plain().meaning() + " | " + row.subset().meaning() + " |");
        assertThat(table)
                .as("docs/gemini-schema.md must hold these rows")
                .containsExactlyElementsOf(Stream.concat(Stream.of("| keyword | plain | subset |"), rows)
                        .toList());
    }

    /** Cleaning what is clean changes nothing. */
    @TestFactory
    Stream<DynamicTest> schemas() throws IOException {
        return new GoldenTable("gemini/schemas").tests((row, file) -> {
            JsonValue.Obj schema = row.object("schema");
            JsonValue.Obj subset = SchemaCleaner.SUBSET.clean(schema);
            JsonValue.Obj plain = SchemaCleaner.PLAIN.clean(schema);
            assertThat(Json.text(SchemaCleaner.SUBSET.clean(subset))).isEqualTo(Json.text(subset));
            assertThat(Json.text(SchemaCleaner.PLAIN.clean(plain))).isEqualTo(Json.text(plain));
            return Json.object().put("subset", subset).put("plain", plain).build();
        });
    }
}
