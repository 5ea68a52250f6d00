package io.lingzhi.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lets several wait for one slow client, whose {@link Reply} wakes only one. Used on one event loop. */
final class CatchingUp {
    private final Consumer<Runnable> onDrained;
    private final List<Runnable> waiting = new ArrayList<>();

    /** @param onDrained runs a task once, when the client has caught up; the last task given counts */
    CatchingUp(Consumer<Runnable> onDrained) {
        this.onDrained = onDrained;
    }

    /** Runs the task once, when the client has caught up. */
    void then(Runnable task) {
        waiting.add(task);
        if (waiting.size() == 1) {
            onDrained.accept(this::wakeAll);
        }
    }

    private void wakeAll() {
        List<Runnable> tasks = List.copyOf(waiting);
        waiting.clear();
        tasks.forEach(Runnable::run);
    }
}
