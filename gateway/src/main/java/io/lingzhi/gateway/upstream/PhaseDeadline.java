package io.lingzhi.gateway.upstream;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One timer that guards the phase a call is in, the first token, and the call as a whole. Moving the deadline on, as
 * every chunk does, costs two writes: the timer wakes at the old time, sees the new one and sleeps again.
 *
 * <p>Used on one event loop.
 */
final class PhaseDeadline {
    /** A phase of a call, in the words of the message that its end gives. */
    enum Phase {
        SENDING("took nothing more of the request"),
        HEAD("sent no response head"),
        FIRST_TOKEN("sent no first token"),
        IDLE("sent nothing more"),
        CLOSING("did not close its stream after the end of its answer"),
        TOTAL("did not finish");

        private final String complaint;

        Phase(String complaint) {
            this.complaint = complaint;
        }
    }

    private final Timers timers;
    private final LongSupplier nanoTime;
    private final Consumer<String> expired;
    private final long totalLimitNanos;
    private final long totalAt;
    private long tokenLimitNanos;
    private long tokenAt = Long.MAX_VALUE;
    private Phase phase = Phase.TOTAL;
    private long limitNanos;
    private long phaseAt = Long.MAX_VALUE;
    private long wakeAt = Long.MAX_VALUE;
    /** Nobody reads what the upstream sends, so that its silence tells nothing. */
    private boolean unread;

    private @Nullable Cancellable timer;

    /** @param expired told once, with what the upstream failed to do in time; the deadline is over then */
    PhaseDeadline(Timers timers, LongSupplier nanoTime, Duration total, Consumer<String> expired) {
        this.timers = timers;
        this.nanoTime = nanoTime;
        this.expired = expired;
        this.totalLimitNanos = total.toNanos();
        this.totalAt = nanoTime.getAsLong() + totalLimitNanos;
    }

    /** Looks after this time at the latest, so that the phases which follow need not set the timer anew. */
    void lookAfter(Duration shortest) {
        long now = nanoTime.getAsLong();
        if (now + shortest.toNanos() < wakeAt) {
            sleepUntil(now + shortest.toNanos(), now);
        }
    }

    /** Enters a phase that may last so long. */
    void enter(Phase next, Duration limit) {
        phase = next;
        limitNanos = limit.toNanos();
        progress();
    }

    /** Something happened: the phase's time begins anew. */
    void progress() {
        long now = nanoTime.getAsLong();
        phaseAt = now + limitNanos;
        wakeInTime(now);
    }

    private void wakeInTime(long now) {
        if (due() < wakeAt) {
            sleepUntil(due(), now);
        }
    }

    private long due() {
        return unread ? totalAt : Math.min(phaseAt, Math.min(tokenAt, totalAt));
    }

    /** The first token must come within this time, whatever else comes. */
    void awaitToken(Duration limit) {
        long now = nanoTime.getAsLong();
        tokenLimitNanos = limit.toNanos();
        tokenAt = now + tokenLimitNanos;
        wakeInTime(now);
    }

    /** It came. */
    void tokenSeen() {
        tokenAt = Long.MAX_VALUE;
    }

    /** Only the total time, and that of the first token, run on until {@link #enter} or {@link #progress}. */
    void suspend() {
        phaseAt = Long.MAX_VALUE;
    }

    /** The reader is slow: only the total time runs on until {@link #resume}, whatever is entered or awaited. */
    void pause() {
        unread = true;
    }

    /** The reader is back: the times of the phase and of the first token begin anew. */
    void resume() {
        long now = nanoTime.getAsLong();
        unread = false;
        phaseAt = phaseAt == Long.MAX_VALUE ? phaseAt : now + limitNanos;
        tokenAt = tokenAt == Long.MAX_VALUE ? tokenAt : now + tokenLimitNanos;
        wakeInTime(now);
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void sleepUntil(long due, long now) {
        stop();
        wakeAt = due;
        timer = timers.after(Duration.ofNanos(Math.max(1, due - now) + 999_999), this::wake);
    }

    private void wake() {
        timer = null;
        wakeAt = Long.MAX_VALUE;
        long now = nanoTime.getAsLong();
        if (now >= totalAt) {
            expired.accept(Phase.TOTAL.complaint + " within " + seconds(totalLimitNanos));
        } else if (now < due()) {
            sleepUntil(due(), now);
        } else if (now >= tokenAt) {
            expired.accept(Phase.FIRST_TOKEN.complaint + " within " + seconds(tokenLimitNanos));
        } else {
            expired.accept(phase.complaint + " within " + seconds(limitNanos));
        }
    }

    private static String seconds(long nanos) {
        Duration limit = Duration.ofNanos(nanos);
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
