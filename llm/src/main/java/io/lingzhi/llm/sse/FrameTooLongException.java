package io.lingzhi.llm.sse;

/** A frame, or what should become one, is longer than the limit. */
public final class FrameTooLongException extends Exception {
    private static final long serialVersionUID = 1L;

    public FrameTooLongException(int maxBytes) {
        super("an event of the stream is longer than " + maxBytes + " bytes");
    }
}
