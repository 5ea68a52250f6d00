package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.Timers;
import java.time.Duration;

/** Does the same at equal intervals until it is cancelled. Used on one event loop. */
final class Heartbeat implements Cancellable {
    private final Timers timers;
    private final Duration interval;
    private final Runnable beat;
    private Cancellable next = () -> {};

    private Heartbeat(Timers timers, Duration interval, Runnable beat) {
        this.timers = timers;
        this.interval = interval;
        this.beat = beat;
    }

    static Cancellable start(Timers timers, Duration interval, Runnable beat) {
        Heartbeat heart = new Heartbeat(timers, interval, beat);
        heart.rest();
        return heart;
    }

    private void rest() {
        next = timers.after(interval, () -> {
            rest();
            beat.run();
        });
    }

    @Override
    public void cancel() {
        next.cancel();
    }
}
