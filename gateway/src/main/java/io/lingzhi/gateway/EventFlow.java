package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.ToolRenames;
import java.util.ArrayList;
import java.util.List;

/** Hands decoded events to a delivery, and tells the lane's end from the event that ends the answer. */
final class EventFlow {
    private final Attempt attempt;
    private final Delivery delivery;
    private final Lane.End end;
    private final AliasInAnswers naming;
    private final ToolRenames renames;
    /** Events before the first token, so that an upstream that fails by then can be replaced by another. */
    private final List<StreamEvent> held = new ArrayList<>();

    private boolean over;

    /**
     * @param naming what the answer calls the model
     * @param renames the tools whose own names the answer gets back
     */
    EventFlow(Attempt attempt, Delivery delivery, Lane.End end, AliasInAnswers naming, ToolRenames renames) {
        this.naming = naming;
        this.renames = renames;
        this.attempt = attempt;
        this.delivery = delivery;
        this.end = end;
    }

    void accept(List<StreamEvent> told) {
        if (over || told.isEmpty()) {
            return;
        }
        List<StreamEvent> events = renames.undone(told);
        attempt.observe(events);
        StreamEvent last = events.getLast();
        if (last instanceof StreamEvent.Failed(Failure failure)) {
            deliver(events.subList(0, events.size() - 1));
            fail(failure);
        } else {
            deliver(events);
            if (last instanceof StreamEvent.Finished) {
                over = true;
                end.delivered();
            }
        }
    }

    private void deliver(List<StreamEvent> events) {
        List<StreamEvent> named = naming.in(events);
        boolean tells = tells(named);
        if (tells && held.isEmpty()) {
            delivery.events(named);
            return;
        }
        held.addAll(named);
        if (tells) {
            List<StreamEvent> all = List.copyOf(held);
            held.clear();
            delivery.events(all);
        }
    }

    private static boolean tells(List<StreamEvent> events) {
        for (StreamEvent event : events) {
            if (!isPreamble(event)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPreamble(StreamEvent event) {
        return switch (event) {
            case StreamEvent.Started _, StreamEvent.UsageReported _ -> true;
            case StreamEvent.PartStarted _,
                    StreamEvent.TextDelta _,
                    StreamEvent.ThinkingDelta _,
                    StreamEvent.ThinkingSigned _,
                    StreamEvent.Cited _,
                    StreamEvent.ArgumentsDelta _,
                    StreamEvent.PartFinished _,
                    StreamEvent.Finished _,
                    StreamEvent.Failed _ -> false;
        };
    }

    /** The answer is whole, although its stream goes on. */
    void complete() {
        attempt.complete();
    }

    void fail(Failure failure) {
        if (!over) {
            over = true;
            end.failed(failure);
        }
    }
}
