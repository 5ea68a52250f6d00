package io.lingzhi.gateway;

import io.lingzhi.gateway.rescue.Continuation;
import io.lingzhi.gateway.rescue.DivergedException;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.StreamEvent;
import java.util.List;

/**
 * The client's side of a lane that goes on with an answer: passes on what follows, and ends the attempt when the
 * answers diverge. Used on one event loop.
 */
final class GoingOn extends ForwardingDelivery implements Lane.End {
    private final Continuation continuation;
    private final Lane.End end;
    private boolean begun;
    private boolean over;

    GoingOn(Delivery client, Continuation continuation, Lane.End end) {
        super(client);
        this.continuation = continuation;
        this.end = end;
    }

    @Override
    public void events(List<StreamEvent> events) {
        if (over) {
            return;
        }
        List<StreamEvent> next;
        try {
            next = continuation.accept(events);
        } catch (DivergedException e) {
            // Not a fault of the upstream's, which would be left alone for a while.
            failed(new Failure.Unsupported(
                    "another upstream was asked to complete the answer, and gave a different one"));
            return;
        }
        if (!next.isEmpty()) {
            begun = true;
            client.events(next);
        }
    }

    @Override
    public void delivered() {
        if (!over) {
            over = true;
            end.delivered();
        }
    }

    @Override
    public void failed(Failure failure) {
        if (!over) {
            over = true;
            end.failed(failure);
        }
    }

    /** Whether anything of this lane's answer has reached the client. */
    @Override
    public boolean begun() {
        return begun;
    }

    /** The answer's head is with the client already. */
    @Override
    public void translationLost(List<Loss> losses) {}

    @Override
    public void frames(byte[] raw, List<StreamEvent> meaning) {
        throw new IllegalStateException("an answer goes on in events");
    }

    @Override
    public void pieces(String contentType) {
        throw new IllegalStateException("an answer goes on in events");
    }

    @Override
    public void framesEnd() {
        throw new IllegalStateException("an answer goes on in events");
    }

    @Override
    public void body(String contentType, byte[] raw) {
        throw new IllegalStateException("an answer goes on in events");
    }
}
