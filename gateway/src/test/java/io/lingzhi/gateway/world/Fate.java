package io.lingzhi.gateway.world;

import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What becomes of one call. */
sealed interface Fate {
    /** It cannot even be made, and the gateway is told at once. */
    record Unusable() implements Fate {}

    record Refused() implements Fate {}

    /** Nobody says anything. */
    record Silent() implements Fate {}

    /** @param spelled whether the body tells the error in the protocol's form */
    record Rejected(int status, Optional<Duration> retryAfter, Failure failure, boolean spelled) implements Fate {}

    /** A connection out of the pool that the other side has closed meanwhile. */
    record Stale() implements Fate {}

    /**
     * @param at how much of the body comes before the end, in thousandths
     * @param late whether it begins as late as it may
     */
    record Answered(Ending ending, int at, boolean otherMode, boolean late) implements Fate {}

    /** How a body ends. */
    enum Ending {
        WHOLE,
        /** The connection breaks. */
        CUT,
        /** It ends in good order, and the answer has not. */
        EARLY,
        STALLED,
        /** Bytes go on to come, and none of them says anything. */
        DRIBBLES,
        /** A frame is no JSON; the rest goes on. */
        MALFORMED,
        /** An error stands in the body. */
        ERROR
    }

    /** What happens to a call at such an upstream. */
    static Fate draw(Upstream upstream, long now, RandomGenerator random) {
        return switch (upstream.nature()) {
            case GOOD -> new Answered(Ending.WHOLE, 0, random.nextInt(20) == 0, late(random));
            case FLAKY ->
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 -> new Answered(Ending.WHOLE, 0, random.nextInt(10) == 0, late(random));
                    case 4, 5, 6 -> broken(random);
                    default -> bad(random);
                };
            case BAD -> bad(random);
            case BREAKS -> broken(random);
            case DOWN -> now < upstream.downUntil() ? bad(random) : new Answered(Ending.WHOLE, 0, false, late(random));
        };
    }

    List<Ending> BROKEN =
            List.of(Ending.CUT, Ending.EARLY, Ending.STALLED, Ending.DRIBBLES, Ending.MALFORMED, Ending.ERROR);

    private static boolean late(RandomGenerator random) {
        return random.nextInt(4) == 0;
    }

    private static Fate broken(RandomGenerator random) {
        Ending ending = BROKEN.get(random.nextInt(BROKEN.size()));
        return new Answered(ending, random.nextInt(1000), random.nextInt(20) == 0, late(random));
    }

    private static Fate bad(RandomGenerator random) {
        int draw = random.nextInt(100);
        if (draw < 1) {
            return new Unusable();
        }
        if (draw < 4) {
            return new Stale();
        }
        if (draw < 20) {
            return new Refused();
        }
        return draw < 35 ? new Silent() : rejected(random);
    }

    private static Fate rejected(RandomGenerator random) {
        Optional<Duration> wait = random.nextInt(3) == 0
                ? Optional.of(Duration.ofSeconds(random.nextInt(4) == 0 ? 200_000 : 1 + random.nextInt(12)))
                : Optional.empty();
        boolean spelled = random.nextInt(4) > 0;
        int draw = random.nextInt(100);
        if (draw < 25) {
            return new Rejected(429, wait, new Failure.RateLimited("slow down", wait), spelled);
        }
        if (draw < 32) {
            return new Rejected(429, wait, new Failure.QuotaExhausted("no money", wait), spelled);
        }
        if (draw < 40) {
            return new Rejected(401, Optional.empty(), new Failure.Unauthenticated("who is it"), spelled);
        }
        if (draw < 46) {
            return new Rejected(403, Optional.empty(), new Failure.Forbidden("not you"), spelled);
        }
        if (draw < 52) {
            return new Rejected(404, Optional.empty(), new Failure.UnknownModel("no such model", List.of()), true);
        }
        if (draw < 55) {
            return new Rejected(400, Optional.empty(), Failure.InvalidRequest.of("nonsense"), spelled);
        }
        if (draw < 58) {
            return new Rejected(400, Optional.empty(), new Failure.ContextTooLong("prompt is too long"), true);
        }
        if (draw < 78) {
            return new Rejected(503, wait, new Failure.Overloaded("busy", wait), spelled);
        }
        int status = List.of(408, 402, 500, 502, 504, 529, 418).get(random.nextInt(7));
        return new Rejected(status, Optional.empty(), new Failure.UpstreamFault("it broke"), false);
    }
}
