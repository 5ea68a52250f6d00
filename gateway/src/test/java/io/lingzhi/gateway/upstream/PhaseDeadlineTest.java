package io.lingzhi.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseDeadlineTest {
    private static final Duration TOTAL = Duration.ofSeconds(60);

    private final VirtualTime time = new VirtualTime();
    private final List<String> complaints = new ArrayList<>();
    private final PhaseDeadline deadline = new PhaseDeadline(time, time, TOTAL, complaints::add);

    @Test
    void complainsWhenThePhaseIsOver() {
        deadline.enter(PhaseDeadline.Phase.HEAD, Duration.ofSeconds(2));
        time.pass(Duration.ofMillis(1999));
        assertThat(complaints).isEmpty();

        time.pass(Duration.ofMillis(3));
        assertThat(complaints).containsExactly("sent no response head within 2 s");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void startsAnewWithEachProgress() {
        deadline.enter(PhaseDeadline.Phase.IDLE, Duration.ofSeconds(2));
        for (int i = 0; i < 20; i++) {
            time.pass(Duration.ofMillis(1500));
            deadline.progress();
        }
        assertThat(complaints).isEmpty();

        time.pass(Duration.ofMillis(2002));
        assertThat(complaints).containsExactly("sent nothing more within 2 s");
    }

    @Test
    void startsNoTimerForEachProgress() {
        deadline.enter(PhaseDeadline.Phase.IDLE, Duration.ofSeconds(2));
        for (int i = 0; i < 1000; i++) {
            time.pass(Duration.ofMillis(1));
            deadline.progress();
        }
        assertThat(time.started()).isEqualTo(1);
        assertThat(time.waiting()).isEqualTo(1);
    }

    @Test
    void bringsTheTimerForwardForAShorterPhase() {
        deadline.enter(PhaseDeadline.Phase.FIRST_TOKEN, Duration.ofSeconds(30));
        deadline.enter(PhaseDeadline.Phase.IDLE, Duration.ofMillis(500));
        time.pass(Duration.ofMillis(502));
        assertThat(complaints).containsExactly("sent nothing more within 500 ms");
    }

    @Test
    void endsTheWholeCallHoweverBusyItIs() {
        deadline.enter(PhaseDeadline.Phase.IDLE, Duration.ofSeconds(2));
        for (int i = 0; i < 61; i++) {
            time.pass(Duration.ofSeconds(1));
            deadline.progress();
        }
        assertThat(complaints).containsExactly("did not finish within 60 s");
    }

    @Test
    void waitsForASlowReaderUpToTheTotal() {
        deadline.enter(PhaseDeadline.Phase.IDLE, Duration.ofSeconds(2));
        deadline.pause();
        time.pass(Duration.ofSeconds(59));
        assertThat(complaints).isEmpty();

        time.pass(Duration.ofSeconds(2));
        assertThat(complaints).containsExactly("did not finish within 60 s");
    }

    @Test
    void countsOnWhenTheReaderIsBack() {
        deadline.enter(PhaseDeadline.Phase.IDLE, Duration.ofSeconds(2));
        deadline.pause();
        time.pass(Duration.ofSeconds(30));
        deadline.resume();
        time.pass(Duration.ofMillis(2002));
        assertThat(complaints).containsExactly("sent nothing more within 2 s");
    }

    @Test
    void doesNotMissAFirstTokenThatNobodyReads() {
        deadline.pause();
        deadline.enter(PhaseDeadline.Phase.IDLE, Duration.ofSeconds(5));
        deadline.awaitToken(Duration.ofSeconds(2));
        time.pass(Duration.ofSeconds(30));
        assertThat(complaints).isEmpty();

        deadline.resume();
        time.pass(Duration.ofMillis(1999));
        assertThat(complaints).isEmpty();
        time.pass(Duration.ofMillis(3));
        assertThat(complaints).containsExactly("sent no first token within 2 s");
    }

    @Test
    void leavesASuspendedPhaseSuspendedWhenTheReaderIsBack() {
        deadline.enter(PhaseDeadline.Phase.SENDING, Duration.ofSeconds(2));
        deadline.suspend();
        deadline.pause();
        deadline.resume();
        time.pass(Duration.ofSeconds(59));
        assertThat(complaints).isEmpty();
    }

    @Test
    void saysNothingOnceStopped() {
        deadline.enter(PhaseDeadline.Phase.HEAD, Duration.ofSeconds(2));
        deadline.stop();
        time.pass(Duration.ofSeconds(100));
        assertThat(complaints).isEmpty();
        assertThat(time.waiting()).isZero();
    }
}
