package io.lingzhi.app.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What commands take from the process around them.
 *
 * @param home the user's home folder
 * @param in what the user types, in UTF-8
 */
public record Surroundings(
        Map<String, String> environment,
        Path workingFolder,
        Path home,
        Locale locale,
        Texts texts,
        PrintStream out,
        PrintStream err,
        InputStream in) {
    /** Surroundings in which nobody types. */
    public Surroundings(
            Map<String, String> environment,
            Path workingFolder,
            Path home,
            Locale locale,
            Texts texts,
            PrintStream out,
            PrintStream err) {
        this(environment, workingFolder, home, locale, texts, out, err, InputStream.nullInputStream());
    }

    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
