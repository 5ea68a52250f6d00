package io.lingzhi.app.cli;

import io.lingzhi.gateway.usage.DisplayWidth;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of a table for a terminal, each cell as wide as the widest of its column. */
final class Columns {
    /** Widest cell; a wider one is cut. */
    private static final int MOST = 240;

    private final List<List<String>> rows = new ArrayList<>();

    Columns row(String... cells) {
        List<String> fitted = new ArrayList<>();
        for (String cell : cells) {
            fitted.add(DisplayWidth.fit(cell, MOST));
        }
        rows.add(fitted);
        return this;
    }

    void print(PrintStream out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append("  ").append(cell).append(" ".repeat(width(column) - DisplayWidth.of(cell)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> DisplayWidth.of(row.get(column)))
                .max()
                .orElse(0);
    }
}
