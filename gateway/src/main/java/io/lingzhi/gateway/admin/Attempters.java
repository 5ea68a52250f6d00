package io.lingzhi.gateway.admin;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who guessed the management key wrongly, and who must wait. Five wrong keys from one address close it for a while; a
 * missing key does not count. Safe for all threads; holds a bounded number of addresses, the longest unseen go first.
 */
final class Attempters {
    private static final int ALLOWED = 5;
    private static final Duration CLOSED_FOR = Duration.ofMinutes(5);
    private static final int MAX_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<InetAddress, Guesses> guesses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Guesses> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    private record Guesses(int wrong, Instant last) {}

    Attempters(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this address must still wait, if it must. */
    synchronized Optional<Duration> mustWait(InetAddress address) {
        Guesses known = guesses.get(address);
        if (known == null || known.wrong < ALLOWED) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), known.last.plus(CLOSED_FOR));
        if (!left.isPositive()) {
            guesses.remove(address);
            return Optional.empty();
        }
        return Optional.of(left);
    }

    synchronized void wrong(InetAddress address) {
        Guesses known = guesses.get(address);
        guesses.put(address, new Guesses(known == null ? 1 : known.wrong + 1, clock.instant()));
    }

    synchronized void right(InetAddress address) {
        guesses.remove(address);
    }
}
