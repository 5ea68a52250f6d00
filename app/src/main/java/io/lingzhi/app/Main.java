package io.lingzhi.app;

import io.lingzhi.app.cli.Lingzhi;
import io.lingzhi.app.cli.Surroundings;
import io.lingzhi.app.cli.Texts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the process begins: takes what surrounds it and runs the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Logs.configure();
        Path here = Path.of("").toAbsolutePath();
        System.exit(Lingzhi.run(surroundings(System.getenv(), here, arguments, System.out), arguments));
    }

    /** What surrounds a command line in a process with this environment. */
    static Surroundings surroundings(
            Map<String, String> environment, Path folder, String[] arguments, PrintStream out) {
        Locale locale = Lingzhi.language(arguments, Locale.getDefault());
        return new Surroundings(
                environment, folder, home(environment), locale, Texts.in(locale), out, System.err, System.in);
    }

    /** {@code HOME} where it is set, as for other commands of a shell; the platform reads the user database instead. */
    private static Path home(Map<String, String> environment) {
        String named = environment.getOrDefault("HOME", "");
        return Path.of(named.isBlank() ? System.getProperty("user.home") : named);
    }
}
