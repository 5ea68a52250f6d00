package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigDocTest {
    private static final Path DOC = Path.of("..", "docs", "config.md");

    /** A row that stands in the document. */
    private record Row(ConfigKey key, String meaning) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(DOC)) {
            if (line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                assertThat(cells).as(line).hasSize(8);
                KeyStatus status = KeyStatus.valueOf(cell(cells[5]).toUpperCase(java.util.Locale.ROOT));
                keys(cell(cells[1]))
                        .forEach(key -> rows.add(new Row(
                                new ConfigKey(key, cell(cells[2]), cell(cells[3]), cell(cells[4]), status),
                                cell(cells[6]))));
            }
        }
        return rows;
    }

    private static String cell(String text) {
        return text.strip().replace("`", "");
    }

    /** The keys of a cell: <code>{a,b}.c</code> stands for two. */
    private static Stream<String> keys(String cell) {
        if (!cell.startsWith("{")) {
            return Stream.of(cell);
        }
        int end = cell.indexOf('}');
        return Stream.of(cell.substring(1, end).split(",")).map(word -> word + cell.substring(end + 1));
    }

    @Test
    void hasOneRowForEachKeyOfTheCode() throws IOException {
        assertThat(rows().stream().map(Row::key)).containsExactlyInAnyOrderElementsOf(ConfigLoader.keys());
    }

    @Test
    void explainsEachKeyInASentence() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(row.meaning()).matches("[A-Z].{10,}\\."));
    }
}
