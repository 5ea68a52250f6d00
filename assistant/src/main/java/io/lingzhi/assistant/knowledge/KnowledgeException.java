package io.lingzhi.assistant.knowledge;

/** Ends a call on a knowledge base; the edge answers with the refusal. */
public final class KnowledgeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public KnowledgeException(Refusal refusal) {
        super(refusal.toString());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
