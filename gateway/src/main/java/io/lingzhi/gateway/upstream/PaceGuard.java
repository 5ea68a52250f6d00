package io.lingzhi.gateway.upstream;

import io.lingzhi.gateway.config.Deadlines;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a stream is slower than it may be. Tokens are counted over one window after the other, from the first
 * token on; the time in which the reader is slow does not count. Used on one event loop.
 */
final class PaceGuard {
    private final Timers timers;
    private final Deadlines.Pace slowest;
    private final Runnable tooSlow;
    private double heard;
    private boolean begun;
    private @Nullable Cancellable timer;

    /** @param tooSlow told once; the guard is over then */
    PaceGuard(Timers timers, Deadlines.Pace slowest, Runnable tooSlow) {
        this.timers = timers;
        this.slowest = slowest;
        this.tooSlow = tooSlow;
    }

    /** So many tokens came. */
    void heard(double tokens) {
        heard += tokens;
        if (!begun) {
            begun = true;
            open();
        }
    }

    private void open() {
        timer = timers.after(slowest.window(), this::look);
    }

    private void look() {
        timer = null;
        if (heard < slowest.tokens()) {
            tooSlow.run();
        } else {
            heard = 0;
            open();
        }
    }

    /** The reader is slow: what comes now tells nothing about the stream. */
    void pause() {
        stop();
    }

    /** A new window begins. */
    void resume() {
        if (begun && timer == null) {
            heard = 0;
            open();
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
