package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.assistant.knowledge.Hit;
import java.util.List;

/**
 * A piece of text that an answer may rest on.
 *
 * @param number by which the answer cites it, from 1
 * @param documentId empty when the asker sent the text along
 * @param start where the text begins in its document, in characters
 */
public record Source(
        int number, String documentId, String document, List<String> headings, int start, int end, String text) {
    public Source {
        headings = List.copyOf(headings);
    }

    /** A found passage, with its neighbours. */
    static Source of(int number, Hit hit) {
        Hit.Stretch stretch = hit.stretch();
        return new Source(
                number,
                hit.document().id(),
                hit.document().source().name(),
                hit.passage().headings(),
                stretch.start(),
                stretch.end(),
                stretch.text());
    }

    /** A text that came with the question. */
    static Source given(int number, String text) {
        return new Source(number, "", "context " + number, List.of(), 0, text.length(), text);
    }
}
