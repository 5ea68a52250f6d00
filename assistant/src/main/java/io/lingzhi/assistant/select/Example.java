package io.lingzhi.assistant.select;

import java.util.ArrayList;
import java.util.List;

/** A question whose complexity a person has told. */
public record Example(Complexity complexity, String text) {
    /**
     * Reads a table of examples: a level, a tab and a text a line; lines that begin with {@code #} are remarks.
     *
     * @throws IllegalArgumentException naming the first line that is no example
     */
    public static List<Example> table(String table) {
        List<Example> examples = new ArrayList<>();
        int number = 0;
        for (String line : table.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int tab = line.indexOf('\t');
            String level = tab < 0 ? line : line.substring(0, tab).strip();
            int at = number;
            Complexity complexity = Complexity.of(level)
                    .filter(known -> tab > 0)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "line " + at + ": expected low, medium or high, a tab and a text"));
            examples.add(new Example(complexity, line.substring(tab + 1).strip()));
        }
        return examples;
    }
}
