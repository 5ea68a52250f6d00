package io.lingzhi.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.credential.Cooldowns;
import io.lingzhi.gateway.credential.HealthBoard;
import io.lingzhi.gateway.credential.KeptHealth;
import io.lingzhi.gateway.credential.Standing;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.credential.Verdict;
import io.lingzhi.llm.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHealthTest {
    private static final Instant T0 = Instant.parse("2026-11-23T00:00:00Z");
    private static final Config.Provider PROVIDER =
            Configs.provider("p", "http://127.0.0.1:1", "up", "m", "one", "two");

    @TempDir
    Path data;

    private Instant now = T0;
    private final HealthBoard board = new HealthBoard(Cooldowns.DEFAULT);

    @BeforeEach
    void openTheLedger() {
        SqliteLedger.open(data, System::nanoTime).close();
    }

    private KeptHealth kept(HealthBoard any) {
        return new KeptHealth(any, new SqliteHealth(data), () -> now);
    }

    private static Target target(int credential) {
        return new Target(PROVIDER, PROVIDER.credentials().get(credential), "up");
    }

    private HealthBoard afterARestart() {
        HealthBoard next = new HealthBoard(Cooldowns.DEFAULT);
        kept(next).load();
        return next;
    }

    @Test
    void keepsWhatStandsAndWhatAPersonDid() {
        KeptHealth kept = kept(board);
        board.told(
                target(0),
                new Verdict.Failed(new Failure.RateLimited("429", Optional.of(Duration.ofMinutes(10)))),
                now);
        board.drain("p-2");
        kept.save();

        HealthBoard next = afterARestart();
        assertThat(next.entries(now)).isEqualTo(board.entries(now)).hasSize(2);
        assertThat(next.standing(target(0), T0.plusSeconds(599))).isInstanceOf(Standing.Blocked.class);
        assertThat(next.standing(target(0), T0.plusSeconds(600))).isInstanceOf(Standing.Open.class);
        assertThat(next.begin(target(1), T0.plus(Duration.ofDays(900)))).isFalse();
    }

    @Test
    void writesOnlyWhenSomethingHasChanged() {
        KeptHealth kept = kept(board);
        board.switchOff("p-1");
        kept.save();
        new SqliteHealth(data).save(java.util.List.of());
        kept.save();
        assertThat(afterARestart().entries(now)).isEmpty();
        board.switchOff("p-2");
        kept.save();
        assertThat(afterARestart().entries(now)).hasSize(2);
    }

    @Test
    void forgetsEverythingWhenNothingIsToBeKept() {
        KeptHealth kept = kept(board);
        board.switchOff("p-1");
        kept.save();
        kept.clear();
        assertThat(afterARestart().entries(now)).isEmpty();
    }
}
