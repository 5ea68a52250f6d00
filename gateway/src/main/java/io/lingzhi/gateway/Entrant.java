package io.lingzhi.gateway;

import io.lingzhi.llm.Loss;
import io.lingzhi.llm.StreamEvent;
import java.util.List;

/**
 * The client's side of one attempt, beside which another may run: before the first content of the attempt goes to the
 * client, the other one is told to leave. What an attempt says that has left is not heard. Used on one event loop.
 */
final class Entrant extends ForwardingDelivery {
    private final Attempt attempt;
    private final Runnable answers;
    private List<Loss> losses = List.of();
    private boolean first = true;
    private boolean gone;

    /** @param answers runs once, before the attempt's first content is passed on */
    Entrant(Delivery client, Attempt attempt, Runnable answers) {
        super(client);
        this.attempt = attempt;
        this.answers = answers;
    }

    /** Nothing of this attempt is heard any more. */
    void leave() {
        gone = true;
    }

    private boolean heard() {
        if (!gone && first) {
            first = false;
            answers.run();
            client.begins();
            client.upstreamHeaders(attempt.headers());
            client.translationLost(losses);
        }
        return !gone;
    }

    @Override
    public void translationLost(List<Loss> lost) {
        losses = lost;
    }

    @Override
    public void events(List<StreamEvent> events) {
        if (heard()) {
            client.events(events);
        }
    }

    @Override
    public void frames(byte[] raw, List<StreamEvent> meaning) {
        if (heard()) {
            client.frames(raw, meaning);
        }
    }

    @Override
    public void framesEnd() {
        if (heard()) {
            client.framesEnd();
        }
    }

    @Override
    public void pieces(String contentType) {
        if (heard()) {
            client.pieces(contentType);
        }
    }

    @Override
    public void body(String contentType, byte[] raw) {
        if (heard()) {
            client.body(contentType, raw);
        }
    }
}
