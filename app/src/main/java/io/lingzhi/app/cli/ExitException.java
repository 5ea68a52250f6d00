package io.lingzhi.app.cli;

/** Ends a command with one clear line on the error stream and exit code 1. */
public final class ExitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExitException(String line) {
        super(line);
    }
}
