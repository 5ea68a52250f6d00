package io.lingzhi.bench.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user's text asks the simulator for, in double brackets. They travel in the text, so they work through any
 * gateway and in any protocol.
 *
 * @param say the text to answer; a {@code ~} in it is left out, so that an echoed question does not look like an answer
 * @param calls how many tools to call
 * @param run a command for the client's shell tool
 * @param think whether to think first
 * @param look whether to tell how many pictures there are
 * @param script directives as they stand in a model's name
 */
record Wishes(
        Optional<String> say, int calls, Optional<String> run, boolean think, boolean look, Optional<String> script) {
    private static final int MAX_CALLS = 16;
    private static final Pattern WISH =
            Pattern.compile("\\[\\[(say|call|run|think|look|sim)(?::(.*?))?]]", Pattern.DOTALL);

    static boolean in(String text) {
        return WISH.matcher(text).find();
    }

    static String without(String text) {
        return WISH.matcher(text).replaceAll("").strip();
    }

    /** Of a wish that stands there more than once, the first counts. */
    static Wishes of(String text) {
        return new Wishes(
                value(text, "say").map(said -> said.replace("~", "")),
                calls(text),
                value(text, "run"),
                value(text, "think").isPresent(),
                value(text, "look").isPresent(),
                value(text, "sim"));
    }

    private static int calls(String text) {
        String count = value(text, "call").orElse("0");
        return count.matches("[0-9]{1,4}") ? Math.min(MAX_CALLS, Integer.parseInt(count)) : 0;
    }

    private static Optional<String> value(String text, String name) {
        Matcher wish = WISH.matcher(text);
        while (wish.find()) {
            if (wish.group(1).equals(name)) {
                return Optional.of(wish.group(2) == null ? "" : wish.group(2));
            }
        }
        return Optional.empty();
    }
}
