package io.lingzhi.gateway.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.BudgetLimits;
import io.lingzhi.gateway.config.BudgetLimits.Limits;
import io.lingzhi.gateway.money.Budgets.Decision;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Instant now = Instant.parse("2026-11-30T15:59:00Z");
    private final InstantSource clock = () -> now;
    private final Budgets budgets = new Budgets(clock);

    private static Limits limits(long day, long month) {
        return new Limits(OptionalLong.of(day), OptionalLong.of(month));
    }

    private static Allowance allowance(Limits whole, Limits everyKey, Map<String, Limits> ofKey) {
        return new Allowance(new BudgetLimits(whole, everyKey, Map.of(), 80, Map.of(), false, 1000, SHANGHAI), ofKey);
    }

    private Budgets.Reservation granted(String key, long nanos, Allowance allowance) {
        return ((Decision.Granted) budgets.reserve(key, nanos, allowance)).reservation();
    }

    @Test
    void letsCallsInWhileSomethingIsLeft() {
        Allowance allowance = allowance(limits(50, 1000), Limits.NONE, Map.of());
        for (int call = 0; call < 50; call++) {
            assertThat(budgets.reserve("a", 1, allowance)).isInstanceOf(Decision.Granted.class);
        }

        Decision decision = budgets.reserve("b", 1, allowance);

        assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.exhausted().keyId()).isEmpty();
            assertThat(refused.exhausted().period()).isEqualTo(Period.DAY);
            assertThat(refused.exhausted().resetsAt()).isEqualTo("2026-11-30T16:00:00Z");
        });
    }

    @Test
    void givesBackWhatWasReservedAndNotSpent() {
        Allowance allowance = allowance(limits(10, 1000), Limits.NONE, Map.of());
        Budgets.Reservation reservation = granted("a", 10, allowance);
        assertThat(budgets.reserve("a", 1, allowance)).isInstanceOf(Decision.Refused.class);

        reservation.settle(4);
        reservation.settle(4);

        assertThat(budgets.standings("a", allowance).getFirst().spentNanos()).isEqualTo(4);
        assertThat(budgets.reserve("a", 1, allowance)).isInstanceOf(Decision.Granted.class);
    }

    @Test
    void limitsOneKeyAndNotTheOther() {
        Allowance allowance = allowance(Limits.NONE, limits(5, 100), Map.of("rich", limits(50, 1000)));
        granted("poor", 5, allowance);
        granted("rich", 5, allowance);

        assertThat(budgets.reserve("poor", 1, allowance)).isInstanceOf(Decision.Refused.class);
        assertThat(budgets.reserve("rich", 1, allowance)).isInstanceOf(Decision.Granted.class);
    }

    @Test
    void beginsAnewWithTheCalendarOfTheConfiguredZone() {
        Allowance allowance = allowance(limits(5, 1000), Limits.NONE, Map.of());
        Budgets.Reservation lateEvening = granted("a", 5, allowance);

        now = Instant.parse("2026-11-30T16:00:00Z");

        assertThat(budgets.reserve("a", 1, allowance)).isInstanceOf(Decision.Granted.class);
        lateEvening.settle(5);
        assertThat(budgets.standings("a", allowance))
                .extracting(Budgets.Standing::spentNanos)
                .as("what began yesterday, and last month, counts there")
                .containsExactly(0L, 0L);
    }

    @Test
    void stopsARunningCallWhereNothingIsLeft() {
        Allowance allowance = allowance(limits(10, 1000), Limits.NONE, Map.of());
        Budgets.Reservation running = granted("a", 4, allowance);

        assertThat(running.extend(6, allowance)).isEmpty();
        assertThat(running.extend(6, allowance)).isPresent();
        assertThat(running.nanos()).isEqualTo(10);
    }

    @Test
    void remembersWhatTheRecordsSay() {
        Allowance allowance = allowance(limits(10, 100), limits(6, 100), Map.of());
        budgets.earlier("a", Period.DAY, 6, allowance.limits());
        budgets.earlier("a", Period.MONTH, 60, allowance.limits());

        assertThat(budgets.reserve("a", 1, allowance)).isInstanceOf(Decision.Refused.class);
        assertThat(budgets.reserve("b", 1, allowance)).isInstanceOf(Decision.Granted.class);
    }

    @Test
    void saysHowFarAKeyHasCome() {
        Allowance allowance = allowance(limits(100, 1000), limits(10, 1000), Map.of());
        granted("a", 8, allowance);

        Decision decision = budgets.reserve("a", 1, allowance);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Granted.class,
                        granted -> assertThat(granted.closest()).hasValueSatisfying(closest -> {
                            assertThat(closest.keyId()).contains("a");
                            assertThat(closest.beyond(80)).isTrue();
                            assertThat(closest.beyond(81)).isFalse();
                        }));
    }

    @Test
    void neverPassesALimitByMoreThanWhatIsUnderWay() {
        Allowance allowance = allowance(limits(100, 1000), Limits.NONE, Map.of());
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            Budgets fresh = new Budgets(clock);
            List<Budgets.Reservation> running = new ArrayList<>();
            for (int call = 0; call < 60; call++) {
                Decision decision = fresh.reserve("a", 1 + random.nextInt(20), allowance);
                if (decision instanceof Decision.Granted(var reservation, var ignored)) {
                    running.add(reservation);
                }
                if (running.size() > 3) {
                    Budgets.Reservation done = running.removeFirst();
                    done.settle(done.nanos());
                }
            }
            long underWay =
                    running.stream().mapToLong(Budgets.Reservation::nanos).sum();
            running.forEach(reservation -> reservation.settle(reservation.nanos()));

            long spent = fresh.standings("a", allowance).getFirst().spentNanos();
            assertThat(spent).isBetween(100L, 100 + Math.max(20, underWay));
        }
    }
}
