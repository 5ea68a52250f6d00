package io.lingzhi.gateway.world;

import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which upstreams must be left alone, and until when: the rules of health in the fewest words, without the gateway's
 * own code. It blocks what is surely blocked, and not all of it.
 */
final class Blocks {
    private static final Duration CAP = Duration.ofMinutes(30);
    private static final String ALL = "*";
    /** How long the others wait for what one finds out. */
    private static final long TO_FIND_OUT = Duration.ofMillis(250).toNanos();

    private final Map<Place, Block> blocks = new HashMap<>();
    private final List<String> found = new ArrayList<>();

    private record Place(String credentialId, String model) {}

    /** Nobody may come before {@code opens}, then one after the other, until {@code heals}. */
    private record Block(long since, long opens, long heals, Optional<Call> probe) {}

    /** A call arrives. */
    void begins(Call call) {
        for (Place place : List.of(place(call, call.model), place(call, ALL))) {
            Block block = blocks.get(place);
            if (block == null || call.startedAt >= block.heals()) {
                continue;
            }
            if (call.startedAt < block.opens()) {
                found.add("call " + call.number + " was made " + (block.opens() - call.startedAt) / VirtualLoop.MILLI
                        + " ms before its credential was to be tried again");
            }
            boolean another = block.probe()
                    .filter(probe -> probe.running() && probe.request != call.request)
                    .filter(probe -> call.startedAt - probe.startedAt < TO_FIND_OUT)
                    .isPresent();
            if (another) {
                found.add("call " + call.number + " was made while another was to find out");
            }
            blocks.put(place, new Block(block.since(), block.opens(), block.heals(), Optional.of(call)));
        }
    }

    void answered(Call call) {
        for (Place place : List.of(place(call, call.model), place(call, ALL))) {
            blocks.computeIfPresent(place, (_, block) -> call.startedAt > block.since() ? null : block);
        }
    }

    /** It told nothing, so that another may find out. */
    void stopped(Call call) {
        for (Place place : List.of(place(call, call.model), place(call, ALL))) {
            blocks.computeIfPresent(
                    place, (_, block) -> new Block(block.since(), block.opens(), block.heals(), Optional.empty()));
        }
    }

    void failed(Call call, Failure failure, long now) {
        Optional<Duration> hint = hint(failure).filter(Duration::isPositive);
        least(failure).ifPresent(least -> {
            boolean key = failure instanceof Failure.Unauthenticated;
            Duration wait = hint.isPresent() ? (hint.get().compareTo(CAP) < 0 ? hint.get() : CAP) : least;
            Duration heals = hint.orElseGet(() -> failure instanceof Failure.RateLimited ? CAP : Duration.ofMinutes(1));
            Block block = new Block(now, now + wait.toNanos(), now + heals.toNanos(), Optional.empty());
            blocks.merge(
                    place(call, key ? ALL : call.model),
                    block,
                    (before, after) -> after.opens() > before.opens() ? after : before);
        });
    }

    /** Another configuration may have forgotten anybody. */
    void forget() {
        blocks.clear();
    }

    List<String> found() {
        return found;
    }

    private static Place place(Call call, String model) {
        return new Place(call.upstream.credentialId(), model);
    }

    private static Optional<Duration> hint(Failure failure) {
        if (failure instanceof Failure.RateLimited(var ignored, Optional<Duration> wait)) {
            return wait;
        }
        if (failure instanceof Failure.QuotaExhausted(var ignored, Optional<Duration> wait)) {
            return wait;
        }
        return failure instanceof Failure.Overloaded(var ignored, Optional<Duration> wait) ? wait : Optional.empty();
    }

    /** The shortest wait after this failure; empty where it says nothing against the credential. */
    private static Optional<Duration> least(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited _ -> Optional.of(Duration.ofSeconds(1));
            case Failure.QuotaExhausted _, Failure.Unauthenticated _, Failure.Forbidden _, Failure.UnknownModel _ ->
                Optional.of(Duration.ofSeconds(30));
            case Failure.Overloaded _, Failure.Unreachable _, Failure.TimedOut _, Failure.UpstreamFault _ ->
                Optional.of(Duration.ofMillis(250));
            case Failure.InvalidRequest _,
                    Failure.PayloadTooLarge _,
                    Failure.UnknownRoute _,
                    Failure.Unsupported _,
                    Failure.ContextTooLong _,
                    Failure.NoCredential _,
                    Failure.InternalFault _ -> Optional.empty();
        };
    }
}
