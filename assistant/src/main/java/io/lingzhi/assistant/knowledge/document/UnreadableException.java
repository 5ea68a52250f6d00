package io.lingzhi.assistant.knowledge.document;

/** Ends the reading of one document; its ingestion fails with the reason. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Unreadable reason;

    public UnreadableException(Unreadable reason) {
        super(reason.code() + ": " + reason.english());
        this.reason = reason;
    }

    public Unreadable reason() {
        return reason;
    }
}
