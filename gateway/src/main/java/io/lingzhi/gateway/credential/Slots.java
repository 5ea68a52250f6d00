package io.lingzhi.gateway.credential;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.EntryTerms;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * How many requests are under way with each credential and each provider in this process, and who waits for a place.
 *
 * <p>One lock guards all of it. A place that is given back goes at once to the first who waits for it, in the order in
 * which they came, before anybody else can take it: so none who waits is overtaken, and none is forgotten.
 */
public final class Slots {
    /** More than one configuration has. */
    private static final int MAX_NAMES = 1_000;

    private final Map<String, Integer> underWay = new HashMap<>();
    private final Queue<Turn> waiting = new ArrayDeque<>();
    /** Names of providers, by their entries: put together once. */
    private final IdentityHashMap<Config.Provider, String> names = new IdentityHashMap<>();

    /** A place that is taken. Given back once, however often it is closed. */
    public final class Lease implements AutoCloseable {
        private final Target target;
        private boolean given;

        private Lease(Target target) {
            this.target = target;
        }

        public Target target() {
            return target;
        }

        @Override
        public void close() {
            giveBack(this).forEach(Runnable::run);
        }
    }

    /** The wait of one request for a place at any of several targets. */
    public final class Turn {
        private final List<Target> wanted;
        private Optional<Lease> granted = Optional.empty();
        private Runnable wake = () -> {};
        private boolean over;

        private Turn(List<Target> wanted) {
            this.wanted = List.copyOf(wanted);
        }

        /** Runs the task once, on any thread, when a place is granted; at once if one is already. */
        public void whenGranted(Runnable task) {
            boolean now;
            synchronized (Slots.this) {
                now = granted.isPresent();
                wake = now ? wake : task;
            }
            if (now) {
                task.run();
            }
        }

        /** Whether nobody has ended the wait. */
        public boolean waitsStill() {
            synchronized (Slots.this) {
                return !over;
            }
        }

        /** Ends the wait: the place that was granted, if one was. */
        public Optional<Lease> claim() {
            synchronized (Slots.this) {
                waiting.remove(this);
                Optional<Lease> mine = over ? Optional.empty() : granted;
                over = true;
                return mine;
            }
        }

        /** Ends the wait and leaves a place that was granted to the next. */
        public void leave() {
            claim().ifPresent(Lease::close);
        }
    }

    /** A place at this target; empty when it, or its provider, is at its limit. */
    public synchronized Optional<Lease> take(Target target) {
        return fits(target) ? Optional.of(taken(target)) : Optional.empty();
    }

    /** Whether there is a place at this target now. */
    public synchronized boolean hasPlace(Target target) {
        return fits(target);
    }

    /**
     * Waits in line for a place at any of these.
     *
     * @param places most who may wait
     * @return empty when the line is full
     */
    public Optional<Turn> waitFor(List<Target> wanted, int places) {
        Turn turn = new Turn(wanted);
        List<Runnable> wakes;
        synchronized (this) {
            if (waiting.size() >= places) {
                return Optional.empty();
            }
            waiting.add(turn);
            wakes = grant(); // a place may have come free since it was asked for
        }
        wakes.forEach(Runnable::run);
        return Optional.of(turn);
    }

    /** How many requests are under way with this credential. */
    public synchronized int underWay(String credentialId) {
        return underWay.getOrDefault(credentialId, 0);
    }

    /** How many requests wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    private synchronized List<Runnable> giveBack(Lease lease) {
        if (lease.given) {
            return List.of();
        }
        lease.given = true;
        count(lease.target, -1);
        return grant();
    }

    private List<Runnable> grant() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Runnable> wakes = new ArrayList<>();
        for (Iterator<Turn> turns = waiting.iterator(); turns.hasNext(); ) {
            Turn turn = turns.next();
            Optional<Target> free = turn.wanted.stream().filter(this::fits).findFirst();
            if (free.isPresent()) {
                turns.remove();
                turn.granted = Optional.of(taken(free.get()));
                wakes.add(turn.wake);
            }
        }
        return wakes;
    }

    private Lease taken(Target target) {
        count(target, 1);
        return new Lease(target);
    }

    private void count(Target target, int by) {
        count(target.credential().id(), by);
        count(provider(target.provider()), by);
    }

    private void count(String place, int by) {
        int now = underWay.getOrDefault(place, 0) + by;
        if (now == 0) {
            underWay.remove(place);
        } else {
            underWay.put(place, now);
        }
    }

    private boolean fits(Target target) {
        EntryTerms terms = target.provider().terms();
        return below(target.credential().id(), terms.credentialMaxInFlight())
                && below(provider(target.provider()), terms.maxInFlight());
    }

    private boolean below(String place, int limit) {
        return limit == 0 || underWay.getOrDefault(place, 0) < limit;
    }

    /** Entries of one vendor's list with one address are one provider. */
    private String provider(Config.Provider provider) {
        if (names.size() > MAX_NAMES) {
            names.clear(); // those of configurations that are no more
        }
        return names.computeIfAbsent(
                provider,
                entry -> String.join(
                        " ", entry.kind().key(), entry.name(), entry.baseUrl().orElse("")));
    }
}
