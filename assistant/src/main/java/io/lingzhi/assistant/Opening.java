package io.lingzhi.assistant;

import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;

/** How asking began. */
public sealed interface Opening {
    /** The model answers; the stream tells the answer from its first event on and must be closed. */
    record Begun(Choice choice, ChatStream stream) implements Opening {}

    /** There is no answer, and none has begun. */
    record Refused(Failure failure) implements Opening {}
}
