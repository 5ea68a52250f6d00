package io.lingzhi.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthBoardTest {
    private static final Instant T0 = Instant.parse("2026-11-23T00:00:00Z");
    private static final Config.Provider PROVIDER = Configs.provider("p", "http://127.0.0.1:1", "up", "m", "key");
    private static final Target TARGET = target("up");

    private final HealthBoard board = new HealthBoard(Cooldowns.DEFAULT);

    private static Target target(String model) {
        return new Target(PROVIDER, PROVIDER.credentials().getFirst(), model);
    }

    private static Verdict rateLimited(Optional<Duration> hint) {
        return new Verdict.Failed(new Failure.RateLimited("slow down", hint));
    }

    private static Verdict broken() {
        return new Verdict.Failed(new Failure.UpstreamFault("500"));
    }

    private static Instant at(long millis) {
        return T0.plusMillis(millis);
    }

    @Test
    void hintIsKeptToTheMillisecond() {
        board.told(TARGET, rateLimited(Optional.of(Duration.ofSeconds(2))), T0);

        assertThat(board.begin(TARGET, at(1999))).isFalse();
        assertThat(board.standing(TARGET, at(1999))).isEqualTo(new Standing.Blocked(at(2000), Cause.RATE_LIMIT));
        assertThat(board.begin(TARGET, at(2000))).isTrue();
    }

    @Test
    void hintOfDaysIsProbedBehindTheCap() {
        board.told(TARGET, rateLimited(Optional.of(Duration.ofDays(18))), T0);

        assertThat(board.standing(TARGET, T0.plus(Duration.ofMinutes(29)))).isInstanceOf(Standing.Blocked.class);
        assertThat(board.standing(TARGET, T0.plus(Duration.ofMinutes(30)))).isInstanceOf(Standing.HalfOpen.class);
    }

    @Test
    void oneRequestProbesWhileTheOthersWait() {
        board.told(TARGET, broken(), T0);

        assertThat(board.begin(TARGET, at(250))).isTrue();
        assertThat(board.begin(TARGET, at(250))).isFalse();

        board.told(TARGET, new Verdict.Answered(at(250)), at(300));
        assertThat(board.begin(TARGET, at(300))).isTrue();
        assertThat(board.begin(TARGET, at(300))).isTrue();
    }

    /** An answer can be long in coming; until then nobody else would be served. */
    @Test
    void anotherMayTryWhenTheProbeHasToldNothingForAWhile() {
        board.told(TARGET, rateLimited(Optional.empty()), T0);
        assertThat(board.begin(TARGET, at(1000))).isTrue();

        assertThat(board.standing(TARGET, at(1249))).isEqualTo(new Standing.Blocked(at(1250), Cause.RATE_LIMIT));
        assertThat(board.begin(TARGET, at(1250))).isTrue();
        assertThat(board.begin(TARGET, at(1251))).isFalse();
    }

    @Test
    void anAnswerToAnEarlierRequestHealsNothing() {
        board.told(TARGET, rateLimited(Optional.of(Duration.ofSeconds(60))), at(100));

        board.told(TARGET, new Verdict.Answered(at(50)), at(200));
        assertThat(board.begin(TARGET, at(60_099))).isFalse();

        assertThat(board.begin(TARGET, at(60_100))).isTrue();
        board.told(TARGET, new Verdict.Answered(at(60_100)), at(60_200));
        assertThat(board.entries(at(60_200))).isEmpty();
    }

    @Test
    void stoppedProbeLeavesThePlaceToTheNext() {
        board.told(TARGET, broken(), T0);
        assertThat(board.begin(TARGET, at(250))).isTrue();

        board.told(TARGET, new Verdict.Stopped(), at(260));

        assertThat(board.begin(TARGET, at(260))).isTrue();
    }

    @Test
    void failedProbesWaitTwiceAsLongEachTime() {
        long now = 0;
        for (long wait : new long[] {250, 500, 1000, 2000, 4000}) {
            board.told(TARGET, broken(), at(now));
            assertThat(board.standing(TARGET, at(now + wait - 1))).isInstanceOf(Standing.Blocked.class);
            assertThat(board.begin(TARGET, at(now + wait))).isTrue();
            now += wait;
        }
    }

    /** A provider that was down for a minute was found to be back only a minute later. */
    @Test
    void anUpstreamThatIsDownIsProbedEveryFifteenSeconds() {
        long now = 0;
        for (int i = 0; i < 20; i++) {
            board.told(TARGET, broken(), at(now));
            now += 15_000;
            assertThat(board.begin(TARGET, at(now))).isTrue();
        }
    }

    @Test
    void echoesOfOneOutageCountOnce() {
        for (int i = 0; i < 200; i++) {
            board.told(TARGET, broken(), at(i / 10));
        }

        assertThat(board.standing(TARGET, at(280))).isInstanceOf(Standing.HalfOpen.class);
    }

    @Test
    void oneUnknownModelDoesNotBlockTheOthersNorForHalfADay() {
        board.told(TARGET, new Verdict.Failed(new Failure.UnknownModel("no such model", java.util.List.of())), T0);

        assertThat(board.standing(target("other"), T0)).isInstanceOf(Standing.Open.class);
        assertThat(board.standing(TARGET, at(30_000))).isInstanceOf(Standing.HalfOpen.class);
    }

    @Test
    void rejectedKeyBlocksAllModels() {
        board.told(TARGET, new Verdict.Failed(new Failure.Unauthenticated("no")), T0);

        assertThat(board.standing(target("other"), at(1))).isInstanceOf(Standing.Blocked.class);
        assertThat(board.begin(target("other"), at(30_000))).isTrue();
        board.told(target("other"), new Verdict.Answered(at(30_000)), at(30_001));
        assertThat(board.standing(TARGET, at(30_001))).isInstanceOf(Standing.Open.class);
    }

    @Test
    void faultyRequestsSayNothingAgainstTheCredential() {
        board.told(TARGET, new Verdict.Failed(Failure.InvalidRequest.of("bad")), T0);
        board.told(TARGET, new Verdict.Failed(new Failure.ContextTooLong("long")), T0);

        assertThat(board.standing(TARGET, T0)).isInstanceOf(Standing.Open.class);
    }

    @Test
    void switchedOffCredentialStaysOffUntilSwitchedOn() {
        board.switchOff(TARGET.credential().id());
        board.told(TARGET, new Verdict.Answered(T0), T0);

        assertThat(board.begin(TARGET, T0.plus(Duration.ofDays(1000)))).isFalse();
        board.switchOn(TARGET.credential().id());
        assertThat(board.begin(TARGET, T0)).isTrue();
    }

    @Test
    void entriesCanBeRestored() {
        board.told(TARGET, rateLimited(Optional.of(Duration.ofSeconds(90))), T0);
        HealthBoard other = new HealthBoard(Cooldowns.DEFAULT);

        other.restore(board.entries(at(1)), at(1));

        assertThat(other.standing(TARGET, at(89_999))).isEqualTo(board.standing(TARGET, at(89_999)));
        assertThat(other.entries(at(90_000))).isEmpty();
        other.retain(Set.of());
        assertThat(other.standing(TARGET, at(1))).isInstanceOf(Standing.Open.class);
    }

    @Test
    void restoredWaitsAreNoLongerThanTheCapThoughTheClockWasSetBack() {
        board.told(TARGET, rateLimited(Optional.of(Duration.ofSeconds(90))), T0);
        HealthBoard other = new HealthBoard(Cooldowns.DEFAULT);
        Instant before = T0.minus(Duration.ofDays(1));

        other.restore(board.entries(at(1)), before);

        Instant cap = before.plus(Cooldowns.DEFAULT.cap());
        assertThat(other.standing(TARGET, before)).isEqualTo(new Standing.Blocked(cap, Cause.RATE_LIMIT));
    }

    /** Whatever happens, in whatever order: no wait is longer than the cap, and an answer heals at once. */
    @Test
    void noHistoryBlocksLongerThanTheCap() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            HealthBoard any = new HealthBoard(Cooldowns.DEFAULT);
            long now = 0;
            for (int step = 0; step < 60; step++) {
                now += random.nextInt(40_000);
                boolean leave = any.begin(TARGET, at(now));
                Verdict verdict = switch (random.nextInt(5)) {
                    case 0 -> rateLimited(Optional.of(Duration.ofSeconds(random.nextInt(1_000_000))));
                    case 1 -> rateLimited(Optional.empty());
                    case 2 -> new Verdict.Stopped();
                    case 3 -> new Verdict.Failed(new Failure.Unauthenticated("no"));
                    default -> broken();
                };
                if (leave) {
                    any.told(TARGET, verdict, at(now));
                }
                if (any.standing(TARGET, at(now)) instanceof Standing.Blocked(Instant again, var ignored)) {
                    assertThat(Duration.between(at(now), again))
                            .as("seed %d", seed)
                            .isLessThanOrEqualTo(Cooldowns.DEFAULT.cap());
                }
            }
            any.told(TARGET, new Verdict.Answered(at(now + 1)), at(now + 1));
            assertThat(any.standing(TARGET, at(now))).isInstanceOf(Standing.Open.class);
        }
    }
}
