package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Failure;

/** A client's request that cannot be read. The edge answers with {@link #failure()}. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Failure failure;

    public RejectedException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
