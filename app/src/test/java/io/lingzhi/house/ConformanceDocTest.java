package io.lingzhi.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of conformance cases names a proof for each, and the proofs exist. */
class ConformanceDocTest {
    private static final int FIRST = 1;
    private static final int LAST = 212;
    private static final List<String> FILES = List.of("docs/conformance.md");
    private static final String OUT_OF_SCOPE = "out of scope";

    private static final Pattern ROW = Pattern.compile("^\\| *(\\d+) *\\| *(.+?) *\\| *(.+?) *\\| *(.*?) *\\|$");
    private static final Pattern PROOF = Pattern.compile("`([A-Z]\\w+)\\.([\\w-]+)`");
    private static final Pattern FOLDER = Pattern.compile("\"([a-z]+/[a-z]+)\"");

    /** One row: what proves the case, or why nothing must. */
    private record Row(int number, String proof, String remark) {}

    @Test
    void eachCaseHasOneRow() throws IOException {
        Map<Integer, Long> rows =
                rows().stream().collect(Collectors.groupingBy(Row::number, TreeMap::new, Collectors.counting()));
        assertThat(IntStream.rangeClosed(FIRST, LAST)
                        .boxed()
                        .filter(number -> !rows.containsKey(number))
                        .toList())
                .as("cases without a row; fix: name the test that proves each")
                .isEmpty();
        assertThat(rows.entrySet().stream().filter(row -> row.getValue() > 1).toList())
                .as("cases with more rows than one")
                .isEmpty();
    }

    @Test
    void whatIsOutOfScopeSaysWhy() throws IOException {
        assertThat(rows().stream()
                        .filter(row ->
                                row.proof().equals(OUT_OF_SCOPE) && row.remark().isEmpty())
                        .toList())
                .as("cases out of scope without a reason")
                .isEmpty();
    }

    @Test
    void eachProofExists() throws IOException {
        Map<String, String> sources = Sources.all().stream()
                .filter(source -> source.path().contains("/src/test/"))
                .collect(Collectors.toMap(
                        source -> source.path().replaceAll(".*/|\\.java$", ""), Sources.Source::text, String::concat));
        List<String> missing = new ArrayList<>();
        for (Row row : rows()) {
            List<MatchResult> proofs = PROOF.matcher(row.proof()).results().toList();
            if (proofs.isEmpty() && !row.proof().equals(OUT_OF_SCOPE)) {
                missing.add(row.number() + ": no proof in " + row.proof());
            }
            for (MatchResult proof : proofs) {
                if (!exists(sources.getOrDefault(proof.group(1), ""), proof.group(2))) {
                    missing.add(row.number() + ": " + proof.group());
                }
            }
        }
        assertThat(missing)
                .as("proofs that are neither a test of the class nor a golden row that it runs")
                .isEmpty();
    }

    private static boolean exists(String source, String name) {
        return Pattern.compile("(void|DynamicTest>) " + name + "\\(")
                        .matcher(source)
                        .find()
                || FOLDER.matcher(source)
                        .results()
                        .anyMatch(folder -> Files.isRegularFile(golden(folder.group(1), name)));
    }

    private static Path golden(String folder, String name) {
        return Sources.ROOT.resolve("llm/src/test/resources/goldens/" + folder + "/" + name + ".json");
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String file : FILES) {
            Path path = Sources.ROOT.resolve(file);
            if (Files.exists(path)) {
                try (Stream<String> lines = Files.lines(path)) {
                    lines.map(ROW::matcher)
                            .filter(Matcher::matches)
                            .map(row -> new Row(Integer.parseInt(row.group(1)), row.group(3), row.group(4)))
                            .forEach(rows::add);
                }
            }
        }
        return rows;
    }
}
