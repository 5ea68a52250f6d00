package io.lingzhi.gateway.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What an operator says about one error of an upstream, over what the gateway would make of it: whether the next
 * credential is asked, and whether this one is left alone for a while.
 *
 * @param status the HTTP status that the upstream answered
 * @param texts of which the body holds at least one; with neither texts nor patterns the status alone counts
 * @param patterns which are looked for in the body like the texts
 */
public record ErrorRule(int status, List<String> texts, List<Pattern> patterns, Action action) {
    /** Only the beginning of a body is searched, in bytes. */
    private static final int MAX_SEARCHED = 16 * 1024;
    /** Most letters that one pattern may look at, so that a bad one costs milliseconds and no more. */
    private static final int MAX_LOOKS = 1_000_000;

    /** What is done with the request and with the credential. */
    public enum Action {
        STOP(false, false),
        STOP_AND_COOLDOWN(false, true),
        CONTINUE(true, false),
        CONTINUE_AND_COOLDOWN(true, true);

        private final boolean goesOn;
        private final boolean coolsDown;

        Action(boolean goesOn, boolean coolsDown) {
            this.goesOn = goesOn;
            this.coolsDown = coolsDown;
        }

        /** Whether another credential may be asked. */
        public boolean goesOn() {
            return goesOn;
        }

        /** Whether the credential is left alone for a while. */
        public boolean coolsDown() {
            return coolsDown;
        }

        /** The word in the configuration. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public ErrorRule {
        texts = List.copyOf(texts);
        patterns = List.copyOf(patterns);
    }

    /** What the first rule says that fits this error answer. */
    public static Optional<Action> first(List<ErrorRule> rules, int status, byte[] body) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        byte[] beginning = Arrays.copyOf(body, Math.min(body.length, MAX_SEARCHED));
        String text = new String(beginning, StandardCharsets.UTF_8);
        return rules.stream()
                .filter(rule -> rule.fits(status, text))
                .map(ErrorRule::action)
                .findFirst();
    }

    private boolean fits(int answered, String text) {
        boolean said = texts.isEmpty() && patterns.isEmpty();
        return status == answered
                && (said
                        || texts.stream().anyMatch(text::contains)
                        || patterns.stream().anyMatch(pattern -> found(pattern, text)));
    }

    /** A pattern that looks at too much has not been found. */
    private static boolean found(Pattern pattern, String text) {
        try {
            return pattern.matcher(new Looks(text, new AtomicInteger())).find();
        } catch (TooManyLooksException e) {
            return false;
        }
    }

    /** A text that counts how often it is looked at. */
    private record Looks(CharSequence text, AtomicInteger looks) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (looks.incrementAndGet() > MAX_LOOKS) {
                throw new TooManyLooksException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Looks(text.subSequence(start, end), looks);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooManyLooksException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
