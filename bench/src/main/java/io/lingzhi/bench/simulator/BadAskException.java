package io.lingzhi.bench.simulator;

/** A request that the simulator cannot answer. The message says which member is wrong. */
final class BadAskException extends Exception {
    private static final long serialVersionUID = 1L;

    BadAskException(String message) {
        super(message);
    }
}
