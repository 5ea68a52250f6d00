package io.lingzhi.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${NAME}} and {@code ${NAME:-default}} from the environment, then from {@code .env} files in order. A
 * name that the environment has, even as empty text, is never taken from a file. <code>$${</code> is a literal <code>${
 * </code>.
 */
final class Variables {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$?\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\})?");
    private final List<Map<String, String>> layers;

    /** @param layers the environment first, then files, earlier ones winning */
    Variables(List<Map<String, String>> layers) {
        this.layers = List.copyOf(layers);
    }

    /**
     * A text after filling.
     *
     * @param missing names that are unset or empty and have no default; their place in the text is empty
     * @param malformed true when a <code>${</code> opens no well-formed reference
     */
    record Filled(String text, List<String> missing, boolean malformed) {
        Filled {
            missing = List.copyOf(missing);
        }

        /** The text may hold a secret. */
        @Override
        public String toString() {
            return "Filled[missing=" + missing + "]";
        }
    }

    Filled fill(String raw) {
        Matcher matcher = REFERENCE.matcher(raw);
        List<String> missing = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean malformed = false;
        int end = 0;
        while (matcher.find(end)) {
            text.append(raw, end, matcher.start());
            end = matcher.end();
            if (matcher.group().startsWith("$$")) {
                end = matcher.start() + "$${".length();
                text.append("${");
            } else if (matcher.group(1) == null) {
                malformed = true;
            } else {
                text.append(value(matcher, missing));
            }
        }
        return new Filled(text.append(raw, end, raw.length()).toString(), missing, malformed);
    }

    private String value(Matcher reference, List<String> missing) {
        Optional<String> found = lookup(reference.group(1)).filter(value -> !value.isBlank());
        Optional<String> fallback = Optional.ofNullable(reference.group(2));
        if (found.isEmpty() && fallback.isEmpty()) {
            missing.add(reference.group(1));
        }
        return found.or(() -> fallback).orElse("");
    }

    private Optional<String> lookup(String name) {
        return layers.stream()
                .filter(layer -> layer.containsKey(name))
                .findFirst()
                .map(layer -> layer.getOrDefault(name, ""));
    }
}
