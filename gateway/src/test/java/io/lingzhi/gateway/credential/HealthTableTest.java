package io.lingzhi.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.EntryTerms;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The one function of health, row by row, and its laws. */
class HealthTableTest {
    private static final Instant T0 = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration CAP = Cooldowns.DEFAULT.cap();
    private final Healing healing = new Healing(Cooldowns.DEFAULT);

    /** What each failure does to a credential of which nothing was known: the first probe, the end, the cause. */
    static Stream<Arguments> rows() {
        Optional<Duration> none = Optional.empty();
        Optional<Duration> two = Optional.of(Duration.ofSeconds(2));
        Optional<Duration> days = Optional.of(Duration.ofDays(18));
        return Stream.of(
                row(new Failure.Unauthenticated("401"), "PT30S", "PT30M", Cause.UNAUTHENTICATED),
                row(new Failure.QuotaExhausted("402", none), "PT30S", "PT30M", Cause.QUOTA),
                row(new Failure.Forbidden("403"), "PT30S", "PT30M", Cause.FORBIDDEN),
                row(new Failure.UnknownModel("404", List.of()), "PT30S", "PT12H", Cause.UNKNOWN_MODEL),
                row(new Failure.RateLimited("429", two), "PT2S", "PT2S", Cause.RATE_LIMIT),
                row(new Failure.RateLimited("429", days), "PT30M", "PT432H", Cause.RATE_LIMIT),
                row(new Failure.QuotaExhausted("429", two), "PT2S", "PT2S", Cause.QUOTA),
                row(new Failure.RateLimited("429", none), "PT1S", "PT30M", Cause.RATE_LIMIT),
                row(new Failure.Overloaded("503", none), "PT0.25S", "PT1M", Cause.TRANSIENT),
                row(new Failure.Overloaded("503", two), "PT2S", "PT2S", Cause.TRANSIENT),
                row(new Failure.UpstreamFault("500"), "PT0.25S", "PT1M", Cause.TRANSIENT),
                row(new Failure.TimedOut("408"), "PT0.25S", "PT1M", Cause.TRANSIENT),
                row(new Failure.Unreachable("reset"), "PT0.25S", "PT1M", Cause.TRANSIENT));
    }

    private static Arguments row(Failure failure, String probe, String until, Cause cause) {
        return Arguments.of(failure, Duration.parse(probe), Duration.parse(until), cause);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void leavesACredentialAlone(Failure failure, Duration probe, Duration until, Cause cause) {
        Health after = healing.after(new Ready(), new Verdict.Failed(failure), T0);
        assertThat(after).isEqualTo(new Cooling(T0, T0.plus(probe), T0.plus(until), 1, cause));
    }

    @ParameterizedTest
    @MethodSource("innocent")
    void holdsNothingAgainstACredentialForARequestsFault(Failure failure) {
        assertThat(healing.after(new Ready(), new Verdict.Failed(failure), T0)).isEqualTo(new Ready());
    }

    static List<Failure> innocent() {
        return List.of(
                Failure.InvalidRequest.of("400"),
                new Failure.PayloadTooLarge("413"),
                new Failure.UnknownRoute("404"),
                new Failure.Unsupported("404 of a token count"),
                new Failure.ContextTooLong("400"),
                new Failure.NoCredential("none"),
                new Failure.InternalFault("ours"));
    }

    @Test
    void waitsTwiceAsLongForEachLimitWithoutAHintUpToTheCap() {
        Health state = new Ready();
        Instant now = T0;
        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1800, 1800}) {
            state = healing.after(state, failed(new Failure.RateLimited("429", Optional.empty())), now);
            Cooling cooling = (Cooling) state;
            assertThat(Duration.between(now, cooling.probeAt())).isEqualTo(Duration.ofSeconds(seconds));
            now = cooling.probeAt();
            state = Probing.from(cooling, now);
        }
    }

    @Test
    void transientFaultsCanBeSetToCountNotAtAll() {
        Healing none = new Healing(new Cooldowns(CAP, Duration.ZERO));
        Health after = none.after(new Ready(), failed(new Failure.UpstreamFault("500")), T0);
        assertThat(after.standing(T0)).isEqualTo(new Standing.Open());
    }

    @Test
    void theCapCanBeSet() {
        Healing short_ = new Healing(new Cooldowns(Duration.ofSeconds(5), Duration.ofMinutes(1)));
        Health after =
                short_.after(new Ready(), failed(new Failure.RateLimited("429", Optional.of(Duration.ofHours(1)))), T0);
        assertThat(((Cooling) after).probeAt()).isEqualTo(T0.plusSeconds(5));
    }

    @Test
    void withoutCoolingOnlyAnUnknownModelCounts() {
        Config.Provider provider = Configs.withTerms(
                Configs.provider("p", "http://127.0.0.1:1", "m", "m", "key"),
                new EntryTerms(false, Optional.empty(), 0, 0));
        Target target = new Target(provider, provider.credentials().getFirst(), "m");
        HealthBoard board = new HealthBoard(Cooldowns.DEFAULT);
        rows().forEach(row -> {
            Failure failure = (Failure) row.get()[0];
            assertThat(board.begin(target, T0)).isTrue();
            board.told(target, failed(failure), T0);
            boolean open = board.standing(target, T0) instanceof Standing.Open;
            assertThat(open).as("%s", failure).isEqualTo(!(failure instanceof Failure.UnknownModel));
            board.forgive(target.credential().id());
        });
    }

    private static Verdict failed(Failure failure) {
        return new Verdict.Failed(failure);
    }

    /**
     * For any history: never earlier than the hint up to the cap, no negative waits, a monotone level; an answer heals,
     * unless it was asked for before the failure.
     */
    @Test
    void keepsItsLawsWhateverHappens() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Health state = new Ready();
            Instant now = T0;
            for (int step = 0; step < 40; step++) {
                now = now.plusMillis(random.nextInt(100_000));
                Verdict verdict = anyVerdict(random, now);
                if (state.standing(now) instanceof Standing.HalfOpen && state instanceof Cooling cooling) {
                    state = Probing.from(cooling, now);
                }
                Health next = healing.after(state, verdict, now);
                check(seed, state, verdict, next, now);
                state = next;
            }
        }
    }

    private static Verdict anyVerdict(Random random, Instant now) {
        Optional<Duration> hint =
                random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofMillis(random.nextLong(10_000_000)));
        return switch (random.nextInt(7)) {
            case 0 -> new Verdict.Answered(now.minusMillis(random.nextInt(100_000)));
            case 1 -> new Verdict.Stopped();
            case 2 -> failed(new Failure.RateLimited("429", hint));
            case 3 -> failed(new Failure.Overloaded("503", hint));
            case 4 -> failed(new Failure.QuotaExhausted("402", hint));
            case 5 -> failed(Failure.InvalidRequest.of("400"));
            default -> failed(new Failure.UpstreamFault("500"));
        };
    }

    private static void check(int seed, Health before, Verdict verdict, Health after, Instant now) {
        if (verdict instanceof Verdict.Answered(Instant begun)) {
            boolean older = Stream.of(before)
                    .flatMap(state -> state instanceof Probing probing ? Stream.of(probing.before()) : Stream.of(state))
                    .anyMatch(state -> state instanceof Cooling cooling && !begun.isAfter(cooling.since()));
            assertThat(after).as("seed %d", seed).isEqualTo(older ? before : new Ready());
            return;
        }
        boolean against = verdict instanceof Verdict.Failed(Failure failure)
                && Healing.cause(failure).isPresent();
        if (!against) {
            assertThat(after.level()).as("seed %d", seed).isEqualTo(before.level());
            return;
        }
        Cooling cooling = (Cooling) after;
        assertThat(cooling.level()).as("seed %d", seed).isBetween(Math.max(1, before.level()), before.level() + 1);
        assertThat(cooling.until()).as("seed %d", seed).isAfterOrEqualTo(cooling.probeAt());
        assertThat(cooling.probeAt()).as("seed %d", seed).isAfterOrEqualTo(now);
        assertThat(Duration.between(now, cooling.probeAt())).as("seed %d", seed).isLessThanOrEqualTo(CAP);
        ((Verdict.Failed) verdict)
                .failure()
                .retryAfter()
                .filter(Duration::isPositive)
                .ifPresent(hint -> {
                    Duration kept = hint.compareTo(CAP) < 0 ? hint : CAP;
                    assertThat(cooling.probeAt()).as("seed %d", seed).isAfterOrEqualTo(now.plus(kept));
                });
    }
}
