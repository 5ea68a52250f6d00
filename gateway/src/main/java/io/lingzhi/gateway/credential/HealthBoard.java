package io.lingzhi.gateway.credential;

import io.lingzhi.llm.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How all credentials stand, each with each of its models, and how many requests are under way with each. Safe for all
 * threads. It survives a change of the configuration: credentials are known by their ids.
 */
public final class HealthBoard {
    /** Stands for all models: a rejected key is rejected for each of them. */
    private static final String ALL_MODELS = "*";

    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final Map<Place, Health> states = new ConcurrentHashMap<>();
    private final Slots slots = new Slots();
    private final AtomicLong changes = new AtomicLong();
    private volatile Healing healing;

    private record Place(String credentialId, String model) {
        @Override
        public int hashCode() {
            return 31 * credentialId.hashCode() + model.hashCode();
        }
    }

    /**
     * What stands against a credential.
     *
     * @param model the upstream's name of the model, or {@code *} for all
     * @param level failures in a row
     */
    public record Entry(String credentialId, String model, Cause cause, Instant probeAt, Instant until, int level) {}

    public HealthBoard(Cooldowns cooldowns) {
        this.healing = new Healing(cooldowns);
    }

    /** Counts waits by these from now on. */
    public void use(Cooldowns cooldowns) {
        healing = new Healing(cooldowns);
    }

    /** The requests under way. */
    public Slots slots() {
        return slots;
    }

    /** A number that is another one whenever what stands against anybody may have changed. */
    public long changes() {
        return changes.get();
    }

    /** Whether this credential may be tried for this model. */
    public Standing standing(Target target, Instant now) {
        return worse(state(whole(target)).standing(now), state(place(target)).standing(now));
    }

    private static Standing worse(Standing a, Standing b) {
        if (a instanceof Standing.Blocked first && b instanceof Standing.Blocked second) {
            return first.again().isAfter(second.again()) ? first : second;
        }
        if (a instanceof Standing.Blocked || b instanceof Standing.Open) {
            return a;
        }
        return b;
    }

    /**
     * Takes leave to try. Every leave must be followed by {@link #told}, once, with this credential and model.
     *
     * @return false when it is blocked, or another request took the leave just now
     */
    public boolean begin(Target target, Instant now) {
        boolean whole = take(whole(target), now);
        if (!whole) {
            return false;
        }
        if (!take(place(target), now)) {
            states.computeIfPresent(whole(target), (place, state) -> healing.after(state, new Verdict.Stopped(), now));
            return false;
        }
        return true;
    }

    private boolean take(Place place, Instant now) {
        AtomicBoolean taken = new AtomicBoolean(true);
        states.computeIfPresent(place, (key, state) -> {
            Standing standing = state.standing(now);
            taken.set(!(standing instanceof Standing.Blocked));
            return standing instanceof Standing.HalfOpen
                    ? cooling(state)
                            .<Health>map(before -> Probing.from(before, now))
                            .orElse(state)
                    : state;
        });
        return taken.get();
    }

    /** Takes in what an attempt told. */
    public void told(Target target, Verdict verdict, Instant now) {
        Optional<Cause> cause =
                verdict instanceof Verdict.Failed(Failure failure) ? Healing.cause(failure) : Optional.empty();
        Verdict heeded = cause.isPresent() && !cools(target, cause.get()) ? new Verdict.Stopped() : verdict;
        boolean ofTheKey = cause.filter(Cause.UNAUTHENTICATED::equals).isPresent();
        apply(whole(target), ofTheKey || !(heeded instanceof Verdict.Failed) ? heeded : new Verdict.Stopped(), now);
        apply(place(target), ofTheKey ? new Verdict.Stopped() : heeded, now);
    }

    /** A model that the upstream does not have is left alone even where nothing else is: asking on is of no use. */
    private static boolean cools(Target target, Cause cause) {
        return target.provider().terms().cools() || cause == Cause.UNKNOWN_MODEL;
    }

    private void apply(Place place, Verdict verdict, Instant now) {
        states.compute(place, (key, state) -> {
            if (state != null && isByHand(state)) {
                return state;
            }
            Health before = state == null ? new Ready() : state;
            Health next = healing.after(before, verdict, now);
            if (!next.equals(before)) {
                changes.incrementAndGet();
            }
            return next instanceof Ready ? null : next;
        });
    }

    private static boolean isByHand(Health state) {
        return state instanceof Cooling cooling && cooling.cause().isByHand();
    }

    /** Takes a credential out of use until {@link #switchOn}. */
    public void switchOff(String credentialId) {
        set(credentialId, Cause.SWITCHED_OFF);
    }

    /** Sends nothing new to a credential until {@link #switchOn}; what runs goes on. */
    public void drain(String credentialId) {
        set(credentialId, Cause.DRAINED);
    }

    private void set(String credentialId, Cause cause) {
        states.put(new Place(credentialId, ALL_MODELS), new Cooling(Instant.EPOCH, NEVER, NEVER, 0, cause));
        changes.incrementAndGet();
    }

    /** Puts a credential back that a person took out of use. */
    public void switchOn(String credentialId) {
        states.computeIfPresent(new Place(credentialId, ALL_MODELS), (place, state) -> isByHand(state) ? null : state);
        changes.incrementAndGet();
    }

    /** Holds nothing against this credential any more but what a person did. */
    public void forgive(String credentialId) {
        states.entrySet()
                .removeIf(entry -> entry.getKey().credentialId().equals(credentialId) && !isByHand(entry.getValue()));
        changes.incrementAndGet();
    }

    /** Forgets all credentials but these. */
    public void retain(Set<String> credentialIds) {
        states.keySet().removeIf(place -> !credentialIds.contains(place.credentialId()));
        changes.incrementAndGet();
    }

    /** All that stands against anyone, sorted; what has run out stands no more. */
    public List<Entry> entries(Instant now) {
        List<Entry> entries = new ArrayList<>();
        states.forEach((place, state) -> cooling(state)
                .filter(cooling -> now.isBefore(cooling.until()))
                .ifPresent(cooling -> entries.add(new Entry(
                        place.credentialId(),
                        place.model(),
                        cooling.cause(),
                        cooling.probeAt(),
                        cooling.until(),
                        cooling.level()))));
        entries.sort(Comparator.comparing(Entry::credentialId).thenComparing(Entry::model));
        return entries;
    }

    /**
     * Takes entries in, as {@link #entries} gave them, for instance before a restart. None waits longer than it could
     * if it had failed now, whatever was done to the clock meanwhile.
     */
    public void restore(List<Entry> entries, Instant now) {
        for (Entry entry : entries) {
            Instant latest = now.plus(healing.cap());
            boolean tooLate = entry.probeAt().isAfter(latest) && !entry.cause().isByHand();
            states.put(
                    new Place(entry.credentialId(), entry.model()),
                    new Cooling(now, tooLate ? latest : entry.probeAt(), entry.until(), entry.level(), entry.cause()));
        }
    }

    private static Optional<Cooling> cooling(Health state) {
        return switch (state) {
            case Ready() -> Optional.empty();
            case Cooling cooling -> Optional.of(cooling);
            case Probing probing -> Optional.of(probing.before());
        };
    }

    private Health state(Place place) {
        return states.getOrDefault(place, new Ready());
    }

    private static Place whole(Target target) {
        return new Place(target.credential().id(), ALL_MODELS);
    }

    private static Place place(Target target) {
        return new Place(target.credential().id(), target.upstreamModel());
    }
}
