package io.lingzhi.bench.suite;

/**
 * Another gateway to run beside this one. It is asked {@code POST /v1/chat/completions} for the models
 * {@code json-chat}, {@code flat-chat}, {@code paced-chat} and {@code idle-chat}, which its own configuration leads to
 * {@code http://127.0.0.1:{upstream}/json/v1} and so on.
 *
 * @param command a shell command; {@code {upstream}} stands for the port of the upstream
 */
public record Other(String name, String command, int port) {
    /** Reads {@code NAME=COMMAND;PORT}. */
    public static Other parse(String text) {
        int equals = text.indexOf('=');
        int semicolon = text.lastIndexOf(';');
        if (equals < 1 || semicolon < equals) {
            throw new IllegalArgumentException("NAME=COMMAND;PORT is expected, not " + text);
        }
        return new Other(
                text.substring(0, equals),
                text.substring(equals + 1, semicolon).strip(),
                Integer.parseInt(text.substring(semicolon + 1).strip()));
    }
}
