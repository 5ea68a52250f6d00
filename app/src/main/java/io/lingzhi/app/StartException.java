package io.lingzhi.app;

/** The service cannot start. The message is one clear line for the operator. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    public StartException(String line, Throwable cause) {
        super(line, cause);
    }
}
