package io.lingzhi.gateway.credential;

import java.time.InstantSource;
import java.util.List;

/**
 * Keeps the board over a restart: what is kept is read once, at the start, and written when it has changed. To be told
 * every second or so; what happened since the last time is lost when the process is killed.
 */
public final class KeptHealth {
    private static final long NOTHING = -1;

    private final HealthBoard board;
    private final HealthStore store;
    private final InstantSource clock;
    private long written;

    /** @param clock the board's */
    public KeptHealth(HealthBoard board, HealthStore store, InstantSource clock) {
        this.board = board;
        this.store = store;
        this.clock = clock;
        this.written = board.changes();
    }

    /** Takes in what was kept. What has run out meanwhile counts no more. */
    public synchronized void load() {
        board.restore(store.load(), clock.instant());
        written = board.changes();
    }

    /** Writes what stands, if it has changed. */
    public synchronized void save() {
        long now = board.changes();
        if (now != written) {
            store.save(board.entries(clock.instant()));
            written = now;
        }
    }

    /** Keeps nothing any more. */
    public synchronized void clear() {
        if (written != NOTHING) {
            store.save(List.of());
            written = NOTHING;
        }
    }
}
