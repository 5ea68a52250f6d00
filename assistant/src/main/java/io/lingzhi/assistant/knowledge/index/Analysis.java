package io.lingzhi.assistant.knowledge.index;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a text is cut into words for the search by words. Latin words are the same in all: lower case, stemmed. */
public enum Analysis {
    /** Each Chinese character by itself. */
    STANDARD,
    /** Each pair of neighbouring Chinese characters. */
    BIGRAM,
    /** Characters and pairs both. */
    MIXED,
    /** Chinese words by a dictionary and a hidden Markov model. */
    SMARTCN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Analysis> ofWord(String word) {
        return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
