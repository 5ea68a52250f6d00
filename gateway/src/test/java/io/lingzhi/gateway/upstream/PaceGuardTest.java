package io.lingzhi.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Deadlines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceGuardTest {
    private final VirtualTime time = new VirtualTime();
    private final List<String> told = new ArrayList<>();
    private final PaceGuard guard =
            new PaceGuard(time, new Deadlines.Pace(2, Duration.ofSeconds(10)), () -> told.add("slow"));

    @Test
    void countsFromTheFirstTokenOn() {
        time.pass(Duration.ofMinutes(5));
        guard.heard(1);
        time.pass(Duration.ofMillis(9_999));
        assertThat(told).isEmpty();
        time.pass(Duration.ofMillis(1));
        assertThat(told).containsExactly("slow");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void letsAStreamGoOnThatIsFastEnough() {
        for (int second = 0; second < 60; second++) {
            guard.heard(2);
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(told).isEmpty();
        guard.stop();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void forgetsTheTimeInWhichTheReaderWasSlow() {
        guard.heard(1);
        time.pass(Duration.ofSeconds(9));
        guard.pause();
        time.pass(Duration.ofMinutes(1));
        guard.resume();
        time.pass(Duration.ofSeconds(9));
        guard.heard(20);
        time.pass(Duration.ofSeconds(1));
        assertThat(told).isEmpty();
    }
}
