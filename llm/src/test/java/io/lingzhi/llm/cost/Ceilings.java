package io.lingzhi.llm.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What each measured thing may cost, from the file {@code cost-ceilings.txt}, whose head tells the rules. */
final class Ceilings {
    private static final String FILE = "cost-ceilings.txt";

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Path measured;

    private record Row(double lowest, double ceiling, String reason) {}

    /** @param measured where the last measured cost of each thing is noted */
    Ceilings(Path measured) throws IOException {
        this.measured = measured;
        try (InputStream in = Optional.ofNullable(Ceilings.class.getResourceAsStream(FILE))
                .orElseThrow(() -> new IOException(FILE + " is missing"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(this::add);
        }
    }

    private void add(String line) {
        String[] cells = line.split("\\|", 4);
        Row row = new Row(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]), cells[3].strip());
        assertThat(rows.put(cells[0].strip(), row)).as("a second row: " + line).isNull();
        assertThat(row.ceiling())
                .as("%s; fix: bring the first number down to the new ceiling", line)
                .isGreaterThanOrEqualTo(row.lowest());
        assertThat(row.ceiling() > row.lowest() && row.reason().isEmpty())
                .as("%s: raised without a reason; fix: say in the last column why it costs more", line)
                .isFalse();
    }

    /** The things that have a row. */
    Set<String> names() {
        return Set.copyOf(rows.keySet());
    }

    void check(String name, double cost) throws IOException {
        note(name, cost);
        assertThat(names()).as("a row in %s for what is measured", FILE).contains(name);
        Row row = Optional.ofNullable(rows.get(name)).orElseThrow();
        assertThat(cost)
                .as("%s; fix: find what costs more, or raise the ceiling in %s with a reason", name, FILE)
                .isLessThanOrEqualTo(row.ceiling());
    }

    private synchronized void note(String name, double cost) throws IOException {
        Map<String, String> notes = new LinkedHashMap<>();
        if (Files.exists(measured)) {
            Files.readAllLines(measured).forEach(line -> notes.put(line.split("\\|", 2)[0].strip(), line));
        }
        notes.put(name, String.format(Locale.ROOT, "%-40s| %.2f", name, cost));
        Files.createDirectories(measured.getParent());
        Files.write(measured, notes.values());
    }
}
