package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.Usage;

/** One step of an answer from documents: deltas and citations, usage, then one of the last two. */
public sealed interface AnswerEvent {
    record Delta(String text) implements AnswerEvent {}

    record Reasoning(String text) implements AnswerEvent {}

    record Refused(String text) implements AnswerEvent {}

    /** The answer cites this source for the first time. */
    record Cited(SourceCitation citation) implements AnswerEvent {}

    record Used(Usage usage) implements AnswerEvent {}

    /** @param answered whether the answer is more than that the sources do not hold it */
    record Done(FinishReason reason, String upstreamModel, boolean answered) implements AnswerEvent {}

    record Failed(Failure failure) implements AnswerEvent {}
}
