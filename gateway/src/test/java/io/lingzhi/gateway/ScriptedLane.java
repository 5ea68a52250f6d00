package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lane that writes down its starts and ends when a test tells it to. */
final class ScriptedLane implements Lane {
    private final String name;
    private final List<String> journal;
    private @Nullable Attempt attempt;
    private @Nullable Delivery delivery;
    private @Nullable End end;

    /** @param journal takes {@code name} at a start and {@code name cancelled} at a cancellation */
    ScriptedLane(String name, List<String> journal) {
        this.name = name;
        this.journal = journal;
    }

    @Override
    public Cancellable start(Attempt started, Delivery to, End whenOver) {
        journal.add(name);
        attempt = started;
        delivery = to;
        end = whenOver;
        return () -> journal.add(name + " cancelled");
    }

    void fails(Failure failure) {
        require(end).failed(failure);
    }

    /** A token reaches the client. */
    void sends(String text) {
        require(delivery).frames(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.util.List.of());
    }

    /** Events reach the client. */
    void tells(StreamEvent... events) {
        require(attempt).observe(List.of(events));
        require(delivery).events(List.of(events));
    }

    void ends() {
        require(delivery).framesEnd();
        require(end).delivered();
    }

    Attempt attempt() {
        return require(attempt);
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new AssertionError("the lane was not started");
        }
        return value;
    }
}
