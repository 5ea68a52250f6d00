package io.lingzhi.assistant.knowledge.document;

import java.util.List;

/** What a document says: its text, and its headings in the order of their offsets. */
public record Extracted(String text, List<Heading> headings) {
    public Extracted {
        headings = List.copyOf(headings);
    }
}
