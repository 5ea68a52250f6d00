package io.lingzhi.gateway.rescue;

import io.lingzhi.llm.StreamEvent;
import java.util.List;

/** The other answer is where the client is: everything it says follows. */
record Following() implements Phase {
    @Override
    public Phase accept(StreamEvent event, List<StreamEvent> next) {
        if (!(event instanceof StreamEvent.Started)) {
            next.add(event);
        }
        return this;
    }
}
