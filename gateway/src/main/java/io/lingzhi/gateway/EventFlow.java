package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/** Hands decoded events to a delivery, and tells the lane's end from the event that ends the answer. */
final class EventFlow {
    private final Attempt attempt;
    private final Delivery delivery;
    private final Lane.End end;
    /** What came before the first token, held back so that another attempt may still answer. */
    private final List<StreamEvent> held = new ArrayList<>();
    private boolean over;

    EventFlow(Attempt attempt, Delivery delivery, Lane.End end) {
        this.attempt = attempt;
        this.delivery = delivery;
        this.end = end;
    }

    void accept(List<StreamEvent> events) {
        if (over || events.isEmpty()) {
            return;
        }
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
        held.addAll(events);
        if (!held.isEmpty() && !(held.getLast() instanceof StreamEvent.Started)) {
            delivery.events(List.copyOf(held));
            held.clear();
        }
    }

    void fail(Failure failure) {
        if (!over) {
            over = true;
            end.failed(failure);
        }
    }
}
