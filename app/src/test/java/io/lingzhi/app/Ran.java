package io.lingzhi.app;

import io.lingzhi.app.cli.Lingzhi;
import io.lingzhi.app.cli.Surroundings;
import io.lingzhi.app.cli.Texts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What a command line, run in this process, left behind. */
public record Ran(int exit, String out, String err) {
    /**
     * Runs a command line on a machine whose language is English.
     *
     * @param typed what its user types
     */
    public static Ran of(Path folder, Map<String, String> environment, String typed, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Locale locale = Lingzhi.language(arguments, Locale.ENGLISH);
        Surroundings around = new Surroundings(
                environment,
                folder,
                folder.resolve("home"),
                locale,
                Texts.in(locale),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        int exit = Lingzhi.run(around, arguments);
        return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
