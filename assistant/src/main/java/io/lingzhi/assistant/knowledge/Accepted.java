package io.lingzhi.assistant.knowledge;

import java.util.Locale;

/** What became of an upload: the document that now stands for it. */
public record Accepted(Document document, Outcome outcome) {

    /** How the document came to stand for it. */
    public enum Outcome {
        ADDED,
        /** There was one of this name with other content. */
        REPLACED,
        /** There was the same one; nothing is done. */
        UNCHANGED,
        /** The same content is there under another name; nothing is done. */
        DUPLICATE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
