package io.lingzhi.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The command line before it is parsed: its language, and the spellings of CLIProxyAPI. */
final class Arguments {
    private Arguments() {}

    /** {@code -config FILE} means {@code --config FILE}; options without a command mean {@code serve}. */
    static String[] normalised(String[] arguments) {
        List<String> all = new ArrayList<>();
        for (String argument : arguments) {
            boolean goStyle = argument.equals("-config") || argument.startsWith("-config=");
            all.add(goStyle ? "-" + argument : argument);
        }
        if (!all.isEmpty() && all.getFirst().startsWith("--config")) {
            all.addFirst("serve");
        }
        return all.toArray(String[]::new);
    }

    /** The language that {@code --lang} names, or else the system's. */
    static Locale language(String[] arguments, Locale system) {
        return named(arguments)
                .map(name -> name.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH)
                .orElse(system.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH);
    }

    private static Optional<String> named(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--lang=")) {
                return Optional.of(arguments[i].substring("--lang=".length()));
            }
            if (arguments[i].equals("--lang") && i + 1 < arguments.length) {
                return Optional.of(arguments[i + 1]);
            }
        }
        return Optional.empty();
    }
}
