package io.lingzhi.assistant.knowledge.text;

import java.util.List;

/**
 * A piece of a document that is found as one.
 *
 * @param ordinal its place among the document's passages, from 0
 * @param start where it begins in the extracted text, in characters (UTF-16)
 * @param headings the headings that it stands under, outermost first
 */
public record Passage(int ordinal, int start, int end, List<String> headings, String text) {
    public Passage {
        headings = List.copyOf(headings);
    }

    /** The headings in one line. */
    public String path() {
        return String.join(" › ", headings);
    }
}
