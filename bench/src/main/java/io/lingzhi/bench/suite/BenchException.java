package io.lingzhi.bench.suite;

/** Why the benchmark cannot go on; the message says what to do. */
public final class BenchException extends RuntimeException {
    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
