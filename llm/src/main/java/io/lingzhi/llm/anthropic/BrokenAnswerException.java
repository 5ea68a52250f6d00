package io.lingzhi.llm.anthropic;

/** An upstream's answer that cannot be told in events. The message is written for the caller. */
final class BrokenAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenAnswerException(String message) {
        super(message);
    }
}
