package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.assistant.knowledge.Hit;
import io.lingzhi.assistant.knowledge.text.Passage;
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

    /** A found passage; neighbours that touch or overlap it are joined to it. */
    static Source of(int number, Hit hit) {
        Passage passage = hit.passage();
        int start = passage.start();
        StringBuilder text = new StringBuilder(passage.text());
        for (Passage before : hit.around().reversed()) {
            if (before.start() < start && before.end() >= start) {
                text.insert(0, before.text().substring(0, start - before.start()));
                start = before.start();
            }
        }
        int end = passage.end();
        for (Passage after : hit.around()) {
            if (after.start() <= end && after.end() > end) {
                text.append(after.text().substring(end - after.start()));
                end = after.end();
            }
        }
        return new Source(
                number,
                hit.document().id(),
                hit.document().source().name(),
                passage.headings(),
                start,
                end,
                text.toString());
    }

    /** A text that came with the question. */
    static Source given(int number, String text) {
        return new Source(number, "", "context " + number, List.of(), 0, text.length(), text);
    }
}
