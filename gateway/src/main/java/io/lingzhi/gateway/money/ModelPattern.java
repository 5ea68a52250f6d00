package io.lingzhi.gateway.money;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of models: one name, several with {@code *} for any text, or a {@code /regular expression/}. Case is ignored.
 */
final class ModelPattern {
    private ModelPattern() {}

    /** @throws java.util.regex.PatternSyntaxException when it is no regular expression */
    static Predicate<String> of(String pattern) {
        if (pattern.length() > 2 && pattern.startsWith("/") && pattern.endsWith("/")) {
            return matching(pattern.substring(1, pattern.length() - 1));
        }
        if (!pattern.contains("*")) {
            String name = pattern.toLowerCase(Locale.ROOT);
            return model -> model.toLowerCase(Locale.ROOT).equals(name);
        }
        String pieces =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return matching("^" + pieces + "$");
    }

    private static Predicate<String> matching(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).asPredicate();
    }
}
