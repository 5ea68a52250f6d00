package io.lingzhi.gateway.rescue;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import java.util.ArrayList;
import java.util.List;

/**
 * What was told, as another answer is compared with it: thoughts left out, and texts in a row joined, since where a
 * protocol cuts a text says nothing.
 *
 * @param units texts and tool calls in order
 * @param open whether the last part's end was not told, be it a thought
 */
record Told(List<ToldPart> units, boolean open) {
    Told {
        units = List.copyOf(units);
    }

    static Told of(List<ToldPart> parts) {
        List<ToldPart> units = new ArrayList<>();
        for (ToldPart part : parts) {
            if (part.isText() && !units.isEmpty() && units.getLast().isText()) {
                ToldPart before = units.removeLast();
                units.add(new ToldPart(part.head(), before.content() + part.content(), part.closed()));
            } else if (!part.isThinking()) {
                units.add(part);
            }
        }
        return new Told(units, !parts.isEmpty() && !parts.getLast().closed());
    }

    /** Whether a text is what the client is reading right now. */
    boolean inText() {
        return open
                && !units.isEmpty()
                && units.getLast().isText()
                && !units.getLast().closed();
    }

    /** The end of the part that the client is reading, if it is reading one. */
    void close(List<StreamEvent> next) {
        if (open) {
            next.add(new StreamEvent.PartFinished());
        }
    }

    /** More text behind the last, in the same part if that is open. */
    void goOn(String text, List<StreamEvent> next) {
        if (!inText()) {
            close(next);
            next.add(new StreamEvent.PartStarted(new PartHead.Text()));
        }
        if (!text.isEmpty()) {
            next.add(new StreamEvent.TextDelta(text));
        }
    }
}
