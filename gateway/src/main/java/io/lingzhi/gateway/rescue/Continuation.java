package io.lingzhi.gateway.rescue;

import io.lingzhi.llm.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the events of another answer into those that follow what the client has been told, so that both together are
 * one answer that obeys the grammar of {@link StreamEvent}. Where that cannot be, it diverges, and nothing follows.
 */
public final class Continuation {
    private Phase phase;

    private Continuation(Phase phase) {
        this.phase = phase;
    }

    /** For an answer that begins anew. */
    public static Continuation ofRegenerated(List<ToldPart> told) {
        return new Continuation(new Aligning(Told.of(told)));
    }

    /** For an answer to {@link Prefill#of}. */
    public static Continuation ofPrefilled(List<ToldPart> told) {
        return new Continuation(new Joining(Told.of(told), Prefill.text(told)));
    }

    /** Whether an answer of which this was told can go on at all. */
    public static boolean possible(Transcript transcript) {
        return transcript.complete() && transcript.parts().stream().allMatch(ToldPart::comparable);
    }

    /**
     * The events that follow, maybe none.
     *
     * @throws DivergedException when the answers differ; this object must not be used any more
     */
    public List<StreamEvent> accept(List<StreamEvent> events) throws DivergedException {
        List<StreamEvent> next = new ArrayList<>();
        for (StreamEvent event : events) {
            phase = phase.accept(event, next);
        }
        return next;
    }
}
