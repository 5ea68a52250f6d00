package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The place of one output item in its sequence: what it says goes out at once, or waits until it is its turn. */
final class ItemSlot implements Consumer<StreamEvent> {
    private final Consumer<StreamEvent> out;
    private final String id;
    private final String type;
    private final ItemTrack track;
    private List<StreamEvent> waiting = new ArrayList<>();
    private int waitingChars;
    private boolean turn;
    private boolean done;

    ItemSlot(Consumer<StreamEvent> out, String id, String type, boolean turn, TrackMaker maker) {
        this.out = out;
        this.id = id;
        this.type = type;
        this.turn = turn;
        this.track = maker.make(this);
    }

    /** Makes the track that tells its events to {@code out}. */
    interface TrackMaker {
        ItemTrack make(Consumer<StreamEvent> out);
    }

    @Override
    public void accept(StreamEvent event) {
        if (turn) {
            out.accept(event);
        } else {
            waiting.add(event);
            waitingChars += size(event);
        }
    }

    /** It is this item's turn. */
    void release() {
        turn = true;
        waiting.forEach(out);
        waiting = List.of();
        waitingChars = 0;
    }

    void tell(String eventType, JsonValue.Obj event) {
        if (!done) {
            track.accept(eventType, event);
        }
    }

    void finish(JsonValue.Obj item) throws BrokenAnswerException {
        if (!done) {
            track.finish(item);
            done = true;
        }
    }

    boolean done() {
        return done;
    }

    int waitingChars() {
        return waitingChars;
    }

    /** Whether this is an open item of such a type. */
    boolean isOpen(String wanted) {
        return !done && type.equals(wanted);
    }

    /** Whether an item of this id is another one. */
    boolean isOtherThan(String otherId) {
        return !id.isEmpty() && !otherId.isEmpty() && !id.equals(otherId);
    }

    private static int size(StreamEvent event) {
        return switch (event) {
            case StreamEvent.TextDelta(String text) -> text.length();
            case StreamEvent.ThinkingDelta(String text) -> text.length();
            case StreamEvent.ArgumentsDelta(String fragment) -> fragment.length();
            case StreamEvent.Started ignored -> 1;
            case StreamEvent.PartStarted ignored -> 1;
            case StreamEvent.ThinkingSigned ignored -> 1;
            case StreamEvent.Cited ignored -> 1;
            case StreamEvent.PartFinished ignored -> 1;
            case StreamEvent.UsageReported ignored -> 1;
            case StreamEvent.Finished ignored -> 1;
            case StreamEvent.Failed ignored -> 1;
        };
    }
}
