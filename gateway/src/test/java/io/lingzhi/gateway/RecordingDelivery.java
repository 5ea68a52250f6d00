package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.FailureStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that keeps what it is told, and is as slow as a test wants. */
final class RecordingDelivery implements Delivery {
    final StringBuilder bytes = new StringBuilder();
    final List<StreamEvent> events = new ArrayList<>();
    final List<Failure> failures = new ArrayList<>();
    boolean ended;
    int keptAlive;
    int attempts;
    boolean congested;
    private boolean begun;
    private final List<Runnable> waiting = new ArrayList<>();

    @Override
    public void keepAlive() {
        keptAlive++;
    }

    @Override
    public void attempted(int count) {
        attempts = count;
    }

    @Override
    public void events(List<StreamEvent> next) {
        begun = true;
        events.addAll(next);
    }

    @Override
    public void frames(byte[] raw, List<StreamEvent> meaning) {
        begun = true;
        bytes.append(new String(raw, StandardCharsets.UTF_8));
    }

    @Override
    public void framesEnd() {
        begun = true;
        ended = true;
    }

    @Override
    public void body(String contentType, byte[] raw) {
        frames(raw, List.of());
        ended = true;
    }

    @Override
    public int fail(Failure failure) {
        failures.add(failure);
        return begun ? 200 : FailureStatus.of(failure);
    }

    @Override
    public boolean begun() {
        return begun;
    }

    @Override
    public boolean congested() {
        return congested;
    }

    @Override
    public void onDrained(Runnable task) {
        waiting.add(task);
    }

    /** The client has caught up. */
    void drain() {
        congested = false;
        List<Runnable> tasks = List.copyOf(waiting);
        waiting.clear();
        tasks.forEach(Runnable::run);
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }
}
