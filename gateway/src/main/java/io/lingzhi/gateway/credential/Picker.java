package io.lingzhi.gateway.credential;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Orders the credentials that a request may try, and learns from how they answer. Safe for all threads. Its state is
 * one counter for each model asked, the conversations' bindings and the times to first tokens; all of it survives a
 * change of configuration.
 */
public final class Picker {
    /** Models that are counted apart; past it the counters start anew, which costs one uneven turn. */
    private static final int MAX_COUNTERS = 4096;

    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
    private final Sessions sessions = new Sessions();
    private final Latencies latencies = new Latencies();

    /**
     * All usable credentials of these candidates, in the order in which to try them. Higher priority always comes
     * first, also before the credential that the conversation stays with, which is the first of its own priority.
     */
    public List<Target> order(
            String model, List<Candidate> candidates, Config.Routing routing, Asker asker, Instant now) {
        int turn = turn(model);
        return tiers(candidates, tier -> {
            List<Target> arranged = arrange(tier, turn, routing.strategy(), turned -> latencies.order(turned, now));
            return boundFirst(arranged, asker, session -> target -> sessions.isBound(session, key(model), target, now));
        });
    }

    /** The order that the next request of this asker would get. Nothing counts as asked: nobody loses a turn. */
    public List<Target> peek(
            String model, List<Candidate> candidates, Config.Routing routing, Asker asker, Instant now) {
        int turn = turns.size() > MAX_COUNTERS
                ? 0
                : turns.getOrDefault(model, new AtomicInteger()).get();
        return tiers(candidates, tier -> {
            List<Target> arranged = arrange(tier, turn, routing.strategy(), turned -> latencies.peek(turned, now));
            return boundFirst(arranged, asker, _ -> target -> isBound(model, asker, target, now));
        });
    }

    /** Whether the asker's conversation stays with this target. Does not count as use of the binding. */
    public boolean isBound(String model, Asker asker, Target target, Instant now) {
        return asker.session()
                .filter(session -> sessions.peek(session, key(model), target, now))
                .isPresent();
    }

    /** Orders those of one priority after the other. */
    private static List<Target> tiers(List<Candidate> candidates, UnaryOperator<List<Target>> order) {
        List<Target> ordered = new ArrayList<>();
        List<Target> tier = new ArrayList<>();
        int tierPriority = 0;
        for (Candidate candidate : candidates) {
            int priority = candidate.provider().priority();
            if (!tier.isEmpty() && priority != tierPriority) {
                ordered.addAll(order.apply(tier));
                tier.clear();
            }
            tierPriority = priority;
            tier.addAll(targets(candidate));
        }
        ordered.addAll(order.apply(tier));
        return ordered;
    }

    /** It answered, so the conversation stays there. */
    public void answered(String model, Asker asker, Target target, Instant now) {
        asker.session().ifPresent(session -> sessions.bind(session, key(model), target, now.plus(asker.ttl())));
    }

    /** Its first token came after this time. */
    public void measured(Target target, Duration time, Instant now) {
        latencies.measured(target, time, now);
    }

    /** It failed, so the conversation does not stay there, unless its request was at fault. */
    public void failed(String model, Asker asker, Target target, Failure failure, Instant now) {
        Optional<Cause> cause = Healing.cause(failure);
        if (cause.isPresent()) {
            asker.session().ifPresent(session -> sessions.unbind(session, key(model), target));
        }
        if (cause.filter(Cause.TRANSIENT::equals).isPresent()) {
            latencies.measured(target, Latencies.FAILED, now);
        }
    }

    private static List<Target> boundFirst(
            List<Target> tier, Asker asker, Function<String, Predicate<Target>> boundTo) {
        if (asker.session().isEmpty()) {
            return tier;
        }
        Predicate<Target> bound = boundTo.apply(asker.session().get());
        for (int i = 0; i < tier.size(); i++) {
            if (bound.test(tier.get(i))) {
                List<Target> ordered = new ArrayList<>(tier);
                ordered.addFirst(ordered.remove(i));
                return ordered;
            }
        }
        return tier;
    }

    private static String key(String model) {
        return model.toLowerCase(Locale.ROOT);
    }

    private static List<Target> targets(Candidate candidate) {
        List<Target> targets = new ArrayList<>();
        for (Config.Credential credential : candidate.provider().credentials()) {
            if (credential.usable()) {
                targets.add(new Target(candidate.provider(), credential, candidate.upstreamModel()));
            }
        }
        return targets;
    }

    private static List<Target> arrange(
            List<Target> tier, int turn, Config.Strategy strategy, UnaryOperator<List<Target>> soonest) {
        return switch (strategy) {
            case FILL_FIRST -> List.copyOf(tier);
            case ROUND_ROBIN -> rotated(tier, turn);
            case WEIGHTED_ROUND_ROBIN -> weighted(tier, turn);
            case LEAST_LATENCY -> soonest.apply(rotated(tier, turn));
        };
    }

    private int turn(String model) {
        if (turns.size() > MAX_COUNTERS) {
            turns.clear();
        }
        return turns.computeIfAbsent(model, ignored -> new AtomicInteger()).getAndIncrement();
    }

    private static List<Target> rotated(List<Target> tier, int turn) {
        List<Target> copy = new ArrayList<>(tier);
        if (!copy.isEmpty()) {
            Collections.rotate(copy, -Math.floorMod(turn, copy.size()));
        }
        return copy;
    }

    /** The one whose share of turns it is comes first; the others follow in their own order. */
    private static List<Target> weighted(List<Target> tier, int turn) {
        List<Target> weighty =
                tier.stream().filter(target -> target.credential().weight() > 0).toList();
        int total = weighty.stream()
                .mapToInt(target -> target.credential().weight())
                .sum();
        if (total == 0) {
            return List.of();
        }
        int slot = Math.floorMod(turn, total);
        int first = 0;
        while (slot >= weighty.get(first).credential().weight()) {
            slot -= weighty.get(first).credential().weight();
            first++;
        }
        return rotated(weighty, first);
    }
}
