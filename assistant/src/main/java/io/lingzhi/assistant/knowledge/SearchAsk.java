package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.index.Filter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to look for in a base.
 *
 * @param limit most passages
 * @param neighbours how many passages before and after each found one are told with it
 */
public record SearchAsk(String query, Filter filter, int limit, int neighbours, Mode mode) {
    public static final int MOST = 50;
    public static final int MOST_NEIGHBOURS = 5;

    /** Which searches take part. */
    public enum Mode {
        HYBRID,
        WORDS,
        VECTORS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Mode> ofWord(String word) {
            return Stream.of(values()).filter(mode -> mode.word().equals(word)).findFirst();
        }
    }

    public SearchAsk {
        if (limit < 1 || limit > MOST || neighbours < 0 || neighbours > MOST_NEIGHBOURS) {
            throw new IllegalArgumentException("a search finds 1 to 50 passages with 0 to 5 neighbours");
        }
    }

    public static SearchAsk of(String query, int limit) {
        return new SearchAsk(query, Filter.ALL, limit, 0, Mode.HYBRID);
    }
}
