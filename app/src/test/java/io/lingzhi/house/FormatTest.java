package io.lingzhi.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All sources have the formatter's form. With {@code -Dformat=apply} they are brought into it. */
class FormatTest {
    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(true)
            .build());

    @Test
    void sourcesAreFormatted() throws IOException {
        List<String> unformatted = new ArrayList<>();
        for (Sources.Source source : Sources.all()) {
            String formatted = formatted(source);
            if (!formatted.equals(source.text())) {
                unformatted.add(source.path());
                if ("apply".equals(System.getProperty("format"))) {
                    Files.writeString(Sources.ROOT.resolve(source.path()), formatted);
                }
            }
        }
        if (!"apply".equals(System.getProperty("format"))) {
            assertThat(unformatted).as("files not formatted; fix: .ci/format").isEmpty();
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
