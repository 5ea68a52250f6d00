package io.lingzhi.gateway;

import java.util.function.Supplier;

/** The snapshot in force. Replaced whole; read by all threads. */
public final class Snapshots implements Supplier<Snapshot> {
    private volatile Snapshot current;

    public Snapshots(Snapshot first) {
        this.current = first;
    }

    @Override
    public Snapshot get() {
        return current;
    }

    public void replace(Snapshot next) {
        current = next;
    }
}
