package io.lingzhi.gateway.rescue;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import java.util.List;

/**
 * The other answer was given the told text as its own beginning, and should go on from there. Some models begin anew
 * all the same: that is seen by their first letters, and then the answer is aligned.
 */
final class Joining implements Phase {
    /** As many letters as tell a model that begins anew from one that goes on. */
    private static final int TELLING = 32;

    private final Told told;
    private final String text;
    /** White space at the end of the text, which the other model was not given. */
    private final String trailing;

    private final StringBuilder held = new StringBuilder();

    Joining(Told told, String text) {
        this.told = told;
        this.text = text;
        this.trailing = text.substring(text.stripTrailing().length());
    }

    @Override
    public Phase accept(StreamEvent event, List<StreamEvent> next) throws DivergedException {
        return switch (event) {
            case StreamEvent.Started _,
                    StreamEvent.ThinkingDelta _,
                    StreamEvent.ThinkingSigned _,
                    StreamEvent.Cited _,
                    StreamEvent.PartFinished _ -> this;
            case StreamEvent.PartStarted(PartHead head) -> begin(head, event, next);
            case StreamEvent.TextDelta(String delta) -> text(delta, next);
            case StreamEvent.ArgumentsDelta _, StreamEvent.Failed _ ->
                throw new IllegalStateException("no call is open, and no failed attempt is an answer");
            case StreamEvent.UsageReported _, StreamEvent.Finished _ -> end(event, next);
        };
    }

    private Phase begin(PartHead head, StreamEvent event, List<StreamEvent> next) {
        boolean awaited = head instanceof PartHead.Thinking || head instanceof PartHead.Text;
        return awaited ? this : end(event, next);
    }

    private Phase text(String delta, List<StreamEvent> next) throws DivergedException {
        held.append(delta);
        int telling = Math.min(TELLING, text.length());
        if (held.length() < telling) {
            return this;
        }
        if (held.indexOf(text.substring(0, telling)) == 0) {
            return new Aligning(told).accept(new StreamEvent.TextDelta(held.toString()), next);
        }
        told.goOn(fresh(), next);
        return new Following();
    }

    /** What was held back, without the white space that the client has already. */
    private String fresh() {
        boolean repeated = !trailing.isEmpty() && held.indexOf(trailing) == 0;
        return held.substring(repeated ? trailing.length() : 0);
    }

    /** The text is over, and too short to have begun anew. */
    private Phase end(StreamEvent event, List<StreamEvent> next) {
        String rest = fresh();
        if (rest.isEmpty()) {
            told.close(next);
        } else {
            told.goOn(rest, next);
            next.add(new StreamEvent.PartFinished());
        }
        next.add(event);
        return new Following();
    }
}
