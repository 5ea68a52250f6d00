package io.lingzhi.bench.simulator;

/** How an exchange with the simulator stands or ended. */
public enum Outcome {
    /** The answer is on its way, or stalls by script. */
    OPEN("open"),
    /** The answer was sent to its scripted end in good order, faults inside the body included. */
    DONE("done"),
    /** The client left before the end. */
    CLIENT_ABORT("client-abort"),
    /** The script closed the connection. */
    CUT("cut"),
    /** The script reset the connection. */
    RESET("reset"),
    /** The simulator itself was closed. */
    SERVER_CLOSED("server-closed");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** The word for it in the log. */
    public String word() {
        return word;
    }
}
