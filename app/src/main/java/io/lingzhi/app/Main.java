package io.lingzhi.app;

import io.lingzhi.app.cli.Lingzhi;
import io.lingzhi.app.cli.Surroundings;
import io.lingzhi.app.cli.Texts;
import java.nio.file.Path;
import java.util.Locale;

/** Where the process begins: takes what surrounds it and runs the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Logs.configure();
        Locale locale = Lingzhi.language(arguments, Locale.getDefault());
        Surroundings around = new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home")),
                locale,
                Texts.in(locale),
                System.out,
                System.err);
        System.exit(Lingzhi.run(around, arguments));
    }
}
