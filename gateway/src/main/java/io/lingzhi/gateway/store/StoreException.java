package io.lingzhi.gateway.store;

/** The data folder or the database in it cannot be used. The message names the place and says how to fix it. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
