package io.lingzhi.bench.upstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams that get a chunk each period, spread evenly over it: a slot for each millisecond, visited in turn. Streams
 * whose connection is gone drop out. All calls come from one event loop.
 */
final class Wheel {
    private final List<List<Stream>> slots = new ArrayList<>();
    private int nextSlot;
    private long visited;
    private long sent;

    Wheel(Duration period) {
        for (int i = 0; i < period.toMillis(); i++) {
            slots.add(new ArrayList<>());
        }
    }

    /** Takes in a stream, which gets its first chunk at once. */
    void add(Stream stream) {
        stream.tick();
        sent++;
        // A stride that has no divisor in common with the periods spreads few streams, too.
        nextSlot = (nextSlot + 37) % slots.size();
        slots.get(nextSlot).add(stream);
    }

    /** Serves all slots up to this millisecond of some clock. */
    void turn(long millis) {
        long from = Math.max(visited + 1, millis - slots.size() + 1);
        for (long at = from; at <= millis; at++) {
            List<Stream> due = slots.get((int) (at % slots.size()));
            due.removeIf(Stream::gone);
            due.forEach(Stream::tick);
            sent += due.size();
        }
        visited = Math.max(visited, millis);
    }

    /** Ends all streams. Returns how many chunks were sent since the last end. */
    long end() {
        for (List<Stream> slot : slots) {
            slot.forEach(Stream::end);
            slot.clear();
        }
        long all = sent;
        sent = 0;
        return all;
    }
}
