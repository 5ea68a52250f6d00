package io.lingzhi.bench.simulator;

/** A script that cannot be read. The message says which directive and what is allowed. */
final class MalformedScriptException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedScriptException(String message) {
        super(message);
    }
}
