package io.lingzhi.app.cli;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The plain line {@code serve [--name value | --name=value]...}, read here: the library of the command line takes a
 * third of a start, for its annotations and for class files that are too old for the class cache. Whatever is not
 * plain, every mistake among it, is left to the library.
 */
final class PlainServe {
    private PlainServe() {}

    /** The command of this line; nothing if the library must read it. */
    static Optional<ServeCommand> read(Surroundings around, String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("serve")) {
            return Optional.empty();
        }
        ServeCommand command = new ServeCommand(around);
        Set<String> taken = new HashSet<>();
        int next = 1;
        while (next < arguments.length) {
            int equals = arguments[next].indexOf('=');
            boolean apart = equals < 0;
            String name = apart ? arguments[next] : arguments[next].substring(0, equals);
            String value = !apart
                    ? arguments[next].substring(equals + 1)
                    : next + 1 < arguments.length ? arguments[next + 1] : "";
            if (!plain(value) || !taken.add(name) || !command.take(name, value)) {
                return Optional.empty();
            }
            next += apart ? 2 : 1;
        }
        return Optional.of(command);
    }

    /** Whether the library would take this value as it stands. */
    private static boolean plain(String value) {
        return !value.isBlank() && "-@\"'".indexOf(value.charAt(0)) < 0;
    }
}
