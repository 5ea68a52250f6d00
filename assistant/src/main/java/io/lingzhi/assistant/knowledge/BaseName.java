package io.lingzhi.assistant.knowledge;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a knowledge base: 1 to 64 letters, digits, dashes and underscores of any script, beginning with a letter
 * or digit. It is the name of the base's folder, and cannot lead out of it.
 */
public record BaseName(String value) implements Comparable<BaseName> {
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}_-]{0,63}");

    public static final BaseName DEFAULT = new BaseName("default");

    public BaseName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a base's name is 1 to 64 letters, digits, dashes and underscores");
        }
    }

    /** Empty when the text is no such name. */
    public static Optional<BaseName> of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return FORM.matcher(composed).matches() ? Optional.of(new BaseName(composed)) : Optional.empty();
    }

    @Override
    public int compareTo(BaseName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
