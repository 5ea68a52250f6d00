package io.lingzhi.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What commands take from the process around them.
 *
 * @param home the user's home folder
 */
public record Surroundings(
        Map<String, String> environment,
        Path workingFolder,
        Path home,
        Locale locale,
        Texts texts,
        PrintStream out,
        PrintStream err) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
