package io.lingzhi.gateway.rescue;

import io.lingzhi.llm.StreamEvent;
import java.util.List;

/** What is done with the next event of the other answer. */
sealed interface Phase permits Following, Aligning, Joining {
    /** Adds the events that follow what was told to {@code next}, and returns the phase of the event after this. */
    Phase accept(StreamEvent event, List<StreamEvent> next) throws DivergedException;
}
