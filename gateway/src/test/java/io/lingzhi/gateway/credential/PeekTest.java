package io.lingzhi.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looking at the order shows what comes next, and moves nothing. */
class PeekTest {
    private static final List<Candidate> CANDIDATES = List.of(
            new Candidate(
                    Configs.withPriority(Configs.provider("high", "http://127.0.0.1:1", "m", "m", "a", "b", "c"), 5),
                    "m"),
            new Candidate(Configs.provider("low", "http://127.0.0.1:1", "m", "m", "d", "e"), "m"));

    private final Picker looked = new Picker();
    private final Picker alone = new Picker();
    private Instant now = Instant.parse("2026-11-25T00:00:00Z");

    @ParameterizedTest
    @EnumSource(Config.Strategy.class)
    void showsTheNextOrderAndChangesNone(Config.Strategy strategy) {
        Config.Routing routing = new Config.Routing(strategy, false, 0, 0, Duration.ZERO, true, false);
        Random random = new Random(strategy.name().hashCode());
        for (int i = 0; i < 500; i++) {
            Asker asker = asker(random);
            List<Target> shown = looked.peek("m", CANDIDATES, routing, asker, now);
            assertThat(looked.peek("m", CANDIDATES, routing, asker, now)).isEqualTo(shown);
            List<Target> ordered = looked.order("m", CANDIDATES, routing, asker, now);
            assertThat(ordered).isEqualTo(shown).isEqualTo(alone.order("m", CANDIDATES, routing, asker, now));
            answer(random, asker, ordered.get(random.nextInt(ordered.size())));
        }
    }

    private static Asker asker(Random random) {
        return random.nextBoolean()
                ? Asker.ANYBODY
                : new Asker(Optional.of("session-" + random.nextInt(4)), Duration.ofMinutes(1));
    }

    private void answer(Random random, Asker asker, Target target) {
        now = now.plusSeconds(random.nextInt(20));
        boolean well = random.nextInt(4) > 0;
        Duration time = Duration.ofMillis(random.nextInt(1000));
        for (Picker picker : List.of(looked, alone)) {
            if (well) {
                picker.answered("m", asker, target, now);
                picker.measured(target, time, now);
            } else {
                picker.failed("m", asker, target, new Failure.UpstreamFault("500"), now);
            }
        }
    }

    @Test
    void aLookDoesNotKeepAConversationFromBeingForgotten() {
        Sessions sessions = new Sessions();
        Target target = new Target(
                CANDIDATES.getFirst().provider(),
                CANDIDATES.getFirst().provider().credentials().getFirst(),
                "m");
        for (int i = 0; i < Sessions.MAX_SESSIONS; i++) {
            sessions.bind("s" + i, "m", target, now.plusSeconds(60));
        }
        assertThat(sessions.peek("s0", "m", target, now)).isTrue();
        assertThat(sessions.peek("s0", "m", target, now.plusSeconds(60))).isFalse();
        sessions.bind("one more", "m", target, now.plusSeconds(60));
        assertThat(sessions.peek("s0", "m", target, now)).isFalse();
        assertThat(sessions.peek("s1", "m", target, now)).isTrue();
    }
}
