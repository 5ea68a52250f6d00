package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.text.Passage;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A passage that was found.
 *
 * @param score of the fusion; comparable within one answer only
 * @param words BM25, if the search by words found it
 * @param cosine if the search by vectors found it
 * @param around its neighbours, without itself, in order
 * @param stretch the passage with its neighbours, and what stands between them
 */
public record Hit(
        Document document,
        Passage passage,
        double score,
        OptionalDouble words,
        OptionalDouble cosine,
        List<Passage> around,
        Stretch stretch) {
    public Hit {
        around = List.copyOf(around);
    }

    /**
     * A piece of a document, as that has it.
     *
     * @param start in characters
     */
    public record Stretch(int start, int end, String text) {
        static Stretch of(Passage passage) {
            return new Stretch(passage.start(), passage.end(), passage.text());
        }
    }
}
