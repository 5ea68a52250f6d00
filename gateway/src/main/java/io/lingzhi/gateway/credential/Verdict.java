package io.lingzhi.gateway.credential;

import io.lingzhi.llm.Failure;

/** What an attempt told about its credential. */
public sealed interface Verdict {
    /** It gave an answer, or began to. */
    record Answered() implements Verdict {}

    record Failed(Failure failure) implements Verdict {}

    /** The attempt was stopped before it told anything. */
    record Stopped() implements Verdict {}
}
