package io.lingzhi.gateway.rescue;

/** The other answer is not the one that the client has begun to read, so nothing of it may follow. */
public final class DivergedException extends Exception {
    private static final long serialVersionUID = 1L;

    DivergedException(String message) {
        super(message);
    }
}
