package io.lingzhi.app.cli;

/** Ends a command with one clear line on the error stream and exit code 1. */
public sealed class ExitException extends RuntimeException permits RunningService.AwayException {
    private static final long serialVersionUID = 1L;

    public ExitException(String line) {
        super(line);
    }
}
