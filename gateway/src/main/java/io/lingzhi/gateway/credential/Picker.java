package io.lingzhi.gateway.credential;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.route.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Orders the credentials that a request may try. Safe for all threads: its state is one counter for each model asked,
 * which survives a change of configuration.
 */
public final class Picker {
    /** Models that are counted apart; past it the counters start anew, which costs one uneven turn. */
    private static final int MAX_COUNTERS = 4096;

    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    /** All usable credentials of these candidates, in the order in which to try them; higher priority always first. */
    public List<Target> order(String model, List<Candidate> candidates, Config.Routing routing) {
        int turn = turn(model);
        List<Target> ordered = new ArrayList<>();
        List<Target> tier = new ArrayList<>();
        int tierPriority = 0;
        for (Candidate candidate : candidates) {
            int priority = candidate.provider().priority();
            if (!tier.isEmpty() && priority != tierPriority) {
                ordered.addAll(arrange(tier, turn, routing.strategy()));
                tier.clear();
            }
            tierPriority = priority;
            tier.addAll(targets(candidate));
        }
        ordered.addAll(arrange(tier, turn, routing.strategy()));
        int limit = routing.maxRetryCredentials();
        return limit > 0 && limit < ordered.size() ? ordered.subList(0, limit) : ordered;
    }

    private static List<Target> targets(Candidate candidate) {
        return candidate.provider().credentials().stream()
                .filter(Config.Credential::usable)
                .map(credential -> new Target(candidate.provider(), credential, candidate.upstreamModel()))
                .toList();
    }

    private static List<Target> arrange(List<Target> tier, int turn, Config.Strategy strategy) {
        return switch (strategy) {
            case FILL_FIRST -> List.copyOf(tier);
            case ROUND_ROBIN -> rotated(tier, turn);
            case WEIGHTED_ROUND_ROBIN -> weighted(tier, turn);
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
