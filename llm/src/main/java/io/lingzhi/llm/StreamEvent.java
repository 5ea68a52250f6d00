package io.lingzhi.llm;

import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Protocol;
import java.util.Optional;

/**
 * One step of an answer. Streamed and whole answers are told in the same events, in this order, which
 * {@link EventGrammar} checks:
 *
 * <pre>Started (PartStarted Delta* PartFinished)* UsageReported? (Finished | Failed)</pre>
 *
 * <p>{@code Failed} may stand anywhere and ends the answer; after it, or after {@code Finished}, nothing follows. Parts
 * do not overlap: a decoder whose protocol interleaves them puts them in a row.
 */
public sealed interface StreamEvent {

    /** The upstream began to answer. {@code createdAt} is in seconds since 1970, 0 when the upstream did not say. */
    record Started(String id, String model, long createdAt) implements StreamEvent {}

    record PartStarted(PartHead part) implements StreamEvent {}

    record TextDelta(String text) implements StreamEvent {}

    record ThinkingDelta(String text) implements StreamEvent {}

    /** The signature of the open thought, whole; at most one for each thought, after its text. */
    record ThinkingSigned(Signature signature) implements StreamEvent {}

    /** A source of the open text. */
    record Cited(Citation citation) implements StreamEvent {}

    /** A fragment of the JSON text of a tool call's arguments. */
    record ArgumentsDelta(String fragment) implements StreamEvent {}

    record PartFinished() implements StreamEvent {}

    /** The whole consumption so far; the last report counts. */
    record UsageReported(Usage usage) implements StreamEvent {}

    /** The end. {@code stopSequence}: which of the request's stop texts the model wrote, where the upstream tells. */
    record Finished(FinishReason reason, Optional<String> stopSequence) implements StreamEvent {
        public Finished(FinishReason reason) {
            this(reason, Optional.empty());
        }
    }

    record Failed(Failure failure) implements StreamEvent {}

    /** What kind of part begins, with what is known of it at its beginning. */
    sealed interface PartHead {
        record Text() implements PartHead {}

        record Thinking() implements PartHead {}

        record Refusal() implements PartHead {}

        record ToolCall(String id, String name) implements PartHead {}

        /** A whole piece that only {@code protocol} can say; no delta follows. */
        record Opaque(Protocol protocol, JsonValue json) implements PartHead {}
    }
}
