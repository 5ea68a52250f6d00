package io.lingzhi.app;

import io.lingzhi.app.cli.Lingzhi;
import io.lingzhi.app.cli.Surroundings;
import io.lingzhi.app.cli.Texts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the process begins: takes what surrounds it and runs the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Logs.configure();
        Locale locale = Lingzhi.language(arguments, Locale.getDefault());
        Surroundings around = new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                home(System.getenv()),
                locale,
                Texts.in(locale),
                System.out,
                System.err,
                System.in);
        System.exit(Lingzhi.run(around, arguments));
    }

    /** {@code HOME} where it is set, as for other commands of a shell; the platform reads the user database instead. */
    private static Path home(Map<String, String> environment) {
        String named = environment.getOrDefault("HOME", "");
        return Path.of(named.isBlank() ? System.getProperty("user.home") : named);
    }
}
