package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.assistant.knowledge.text.SentenceCuts;
import io.lingzhi.assistant.knowledge.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Picks the sentence of a source that a statement rests on, by the pairs of characters they share. Pure. */
final class Quotes {
    private static final int LONGEST_SENTENCE = 2_000;

    private Quotes() {}

    /** @param statement the question, with what the answer says about it */
    static SourceCitation of(Source source, String statement) {
        Set<String> wanted = pairs(statement);
        Span best = sentences(source).stream()
                .max(Comparator.comparingDouble(span -> shared(wanted, span.of(source.text()))))
                .orElse(new Span(0, source.text().length()));
        return citation(source, best);
    }

    static SourceCitation citation(Source source, Span sentence) {
        String quote = sentence.of(source.text());
        String bare = quote.strip();
        int start = source.start() + sentence.start() + quote.indexOf(bare);
        return new SourceCitation(source, start, start + bare.length(), bare);
    }

    /** The sentences of a source that say something; headings and questions do not. */
    static List<Span> sentences(Source source) {
        List<Span> found = new ArrayList<>();
        Span all = new Span(0, source.text().length());
        for (Span span : SentenceCuts.of(source.text(), all, LONGEST_SENTENCE)) {
            String words = span.of(source.text()).strip();
            boolean heading = words.startsWith("#") || source.headings().contains(words);
            if (!heading
                    && words.codePoints().filter(Character::isLetterOrDigit).count() > 1) {
                found.add(span);
            }
        }
        return found.isEmpty() ? List.of(all) : found;
    }

    /** Shared pairs, set against the length, so that a long sentence does not win by its length alone. */
    private static double shared(Set<String> wanted, String sentence) {
        Set<String> own = pairs(sentence);
        long common = own.stream().filter(wanted::contains).count();
        return own.isEmpty() ? 0 : common / Math.sqrt(own.size() + 8.0);
    }

    private static Set<String> pairs(String text) {
        String bare = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= bare.length(); i++) {
            pairs.add(bare.substring(i, i + 2));
        }
        return pairs;
    }
}
