package io.lingzhi.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All sources have the formatter's form. With {@code -Dformat=apply} they are brought into it. */
class FormatTest {
    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(true)
            .build());

    @Test
    void sourcesAreFormatted() {
        boolean apply = "apply".equals(System.getProperty("format"));
        List<String> unformatted = Sources.all().parallelStream()
                .filter(source -> !inForm(source, apply))
                .map(Sources.Source::path)
                .sorted()
                .toList();
        if (!apply) {
            assertThat(unformatted).as("files not formatted; fix: .ci/format").isEmpty();
        }
    }

    private boolean inForm(Sources.Source source, boolean apply) {
        String formatted = formatted(source);
        if (apply && !formatted.equals(source.text())) {
            write(source.path(), formatted);
        }
        return formatted.equals(source.text());
    }

    private static void write(String path, String text) {
        try {
            Files.writeString(Sources.ROOT.resolve(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String formatted(Sources.Source source) {
        try {
            return formatter.formatSourceAndFixImports(source.text());
        } catch (FormatterException e) {
            throw new AssertionError(source.path() + " cannot be formatted: " + e.getMessage(), e);
        }
    }
}
