package io.lingzhi.assistant.knowledge.document;

/**
 * Why a document could not be read: a code for programs, and a sentence in both languages that says what to do.
 *
 * @param code such as {@code encrypted-pdf}
 */
public record Unreadable(String code, String english, String chinese) {

    static UnreadableException error(String code, String english, String chinese) {
        return new UnreadableException(new Unreadable(code, english, chinese));
    }
}
