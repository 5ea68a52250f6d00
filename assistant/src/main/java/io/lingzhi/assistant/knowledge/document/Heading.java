package io.lingzhi.assistant.knowledge.document;

/**
 * A heading in an extracted text.
 *
 * @param level 1 for the highest; {@link #PAGE} for the page of a PDF, which stands below all others
 * @param offset where what it heads begins, in characters of the text; a heading's own words are part of it
 */
public record Heading(int level, String title, int offset) {
    public static final int PAGE = 9;
}
