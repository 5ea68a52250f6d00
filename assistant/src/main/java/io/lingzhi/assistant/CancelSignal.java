package io.lingzhi.assistant;

import org.jspecify.annotations.Nullable;

/**
 * Tells the work on one request that nobody waits for its outcome any longer. Any thread may cancel. Invariant: after
 * {@link #cancel()}, the action attached last has been run, whether it was attached before or after.
 */
public final class CancelSignal {
    private @Nullable Runnable action;
    private boolean cancelled;

    /** Sets what to do on cancellation, in place of what was set before; does it at once if that has happened. */
    public void attach(Runnable onCancel) {
        synchronized (this) {
            action = onCancel;
            if (!cancelled) {
                return;
            }
        }
        onCancel.run();
    }

    /** Cancels; the action runs on this thread, once. */
    public void cancel() {
        Runnable due;
        synchronized (this) {
            due = cancelled ? null : action;
            cancelled = true;
        }
        if (due != null) {
            due.run();
        }
    }

    public synchronized boolean cancelled() {
        return cancelled;
    }
}
