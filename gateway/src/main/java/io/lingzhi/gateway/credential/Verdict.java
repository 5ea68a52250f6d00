package io.lingzhi.gateway.credential;

import io.lingzhi.llm.Failure;
import java.time.Instant;

/** What an attempt told about its credential. */
public sealed interface Verdict {
    /**
     * It gave an answer, or began to.
     *
     * @param begun when it was asked
     */
    record Answered(Instant begun) implements Verdict {}

    record Failed(Failure failure) implements Verdict {}

    /** The attempt was stopped before it told anything. */
    record Stopped() implements Verdict {}
}
