package io.lingzhi.llm;

import io.lingzhi.llm.StreamEvent.PartHead;
import org.jspecify.annotations.Nullable;

/** Checks that the events of one answer come in the order that {@link StreamEvent} states. */
public final class EventGrammar {
    private enum State {
        NEW,
        BETWEEN_PARTS,
        IN_PART,
        USAGE_TOLD,
        ENDED
    }

    private State state = State.NEW;
    private @Nullable PartHead open;

    /**
     * Takes the next event.
     *
     * @throws IllegalStateException when it may not stand here
     */
    public void accept(StreamEvent event) {
        state = next(event);
    }

    /** Whether the answer has ended, so that nothing may follow. */
    public boolean ended() {
        return state == State.ENDED;
    }

    private State next(StreamEvent event) {
        return switch (event) {
            case StreamEvent.Started ignored -> require(event, State.NEW, State.BETWEEN_PARTS);
            case StreamEvent.PartStarted(PartHead part) -> {
                open = part;
                yield require(event, State.BETWEEN_PARTS, State.IN_PART);
            }
            case StreamEvent.TextDelta ignored ->
                delta(event, open instanceof PartHead.Text || open instanceof PartHead.Refusal);
            case StreamEvent.ThinkingDelta ignored -> delta(event, open instanceof PartHead.Thinking);
            case StreamEvent.ThinkingSigned ignored -> delta(event, open instanceof PartHead.Thinking);
            case StreamEvent.Cited ignored -> delta(event, open instanceof PartHead.Text);
            case StreamEvent.ArgumentsDelta ignored -> delta(event, open instanceof PartHead.ToolCall);
            case StreamEvent.PartFinished() -> {
                open = null;
                yield require(event, State.IN_PART, State.BETWEEN_PARTS);
            }
            case StreamEvent.UsageReported ignored -> require(event, State.BETWEEN_PARTS, State.USAGE_TOLD);
            case StreamEvent.Finished ignored ->
                state == State.USAGE_TOLD ? State.ENDED : require(event, State.BETWEEN_PARTS, State.ENDED);
            case StreamEvent.Failed ignored -> {
                if (state == State.ENDED) {
                    throw misplaced(event);
                }
                yield State.ENDED;
            }
        };
    }

    private State delta(StreamEvent event, boolean fits) {
        if (!fits) {
            throw misplaced(event);
        }
        return require(event, State.IN_PART, State.IN_PART);
    }

    private State require(StreamEvent event, State expected, State then) {
        if (state != expected) {
            throw misplaced(event);
        }
        return then;
    }

    private IllegalStateException misplaced(StreamEvent event) {
        return new IllegalStateException(event.getClass().getSimpleName() + " may not stand in state " + state);
    }
}
