package io.lingzhi.bench.simulator;

import java.time.Duration;

/** One act of an answer on its connection. */
sealed interface Step {

    /** Does nothing for a while. */
    record Wait(Duration time) implements Step {}

    /** Sends the head by itself; without this step it goes with the first write. */
    record Head() implements Step {}

    /** Sends bytes of the body in one write. */
    @SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
    record Write(byte[] bytes) implements Step {}

    /** Ends the answer in good order. */
    record End() implements Step {}

    /** Sends nothing more and waits until the client leaves. */
    record Stall() implements Step {}

    /** Closes the connection (TCP FIN) though the answer is not complete. */
    record Cut() implements Step {}

    /** Resets the connection (TCP RST). What the client has not read yet may be lost. */
    record Reset() implements Step {}
}
