package io.lingzhi.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Tables that come with the program: YAML lists of flat rows. */
public final class YamlRows {
    private YamlRows() {}

    /**
     * The rows, each from column to values; a single value is a list of one.
     *
     * @throws IllegalArgumentException when the text is no such table
     */
    public static List<Map<String, List<String>>> read(String yaml) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        if (!(document instanceof List<?> rows)) {
            throw new IllegalArgumentException("a list of rows is expected");
        }
        return rows.stream().map(YamlRows::row).toList();
    }

    private static Map<String, List<String>> row(Object row) {
        if (!(row instanceof Map<?, ?> columns)) {
            throw new IllegalArgumentException("a row is a mapping");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        columns.forEach((column, value) -> values.put(String.valueOf(column), values(value)));
        return values;
    }

    private static List<String> values(Object value) {
        if (!(value instanceof List<?> many)) {
            return List.of(String.valueOf(value));
        }
        List<String> texts = new ArrayList<>();
        many.forEach(each -> texts.add(String.valueOf(each)));
        return texts;
    }
}
