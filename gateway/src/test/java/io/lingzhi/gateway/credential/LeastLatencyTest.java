package io.lingzhi.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.route.Candidate;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeastLatencyTest {
    private static final Config.Routing SOONEST =
            new Config.Routing(Config.Strategy.LEAST_LATENCY, false, 0, 0, Duration.ZERO, true, false);
    private static final List<Candidate> THREE =
            List.of(new Candidate(Configs.provider("p", "http://127.0.0.1:1", "m", "m", "a", "b", "c"), "m"));

    private final Picker picker = new Picker();
    private Instant now = Instant.parse("2026-11-23T00:00:00Z");
    private final Map<String, Integer> millis = new HashMap<>(Map.of("p-1", 300, "p-2", 100, "p-3", 200));

    private Target first() {
        return picker.order("m", THREE, SOONEST, Asker.ANYBODY, now).getFirst();
    }

    private String ask() {
        Target target = first();
        String id = target.credential().id();
        now = now.plusMillis(millis.getOrDefault(id, 0));
        picker.measured(target, Duration.ofMillis(millis.getOrDefault(id, 0)), now);
        return id;
    }

    @Test
    void measuresEachFirstAndThenTakesTheSoonest() {
        Set<String> measured = new HashSet<>(List.of(ask(), ask(), ask()));
        assertThat(measured).containsExactlyInAnyOrder("p-1", "p-2", "p-3");
        for (int i = 0; i < 50; i++) {
            assertThat(ask()).isEqualTo("p-2");
        }
    }

    @Test
    void leavesOneThatBecomesSlow() {
        for (int i = 0; i < 5; i++) {
            ask();
        }
        millis.put("p-2", 900);
        ask();
        assertThat(ask()).isEqualTo("p-3");
    }

    @Test
    void findsOneAgainThatHasRecovered() {
        millis.put("p-1", 5_000);
        for (int i = 0; i < 5; i++) {
            ask();
        }
        millis.put("p-1", 10);
        now = now.plus(Latencies.FRESH).plusSeconds(1);
        Set<String> again = new HashSet<>(List.of(ask(), ask(), ask()));
        assertThat(again).contains("p-1");
        for (int round = 0; round < 20; round++) {
            now = now.plus(Latencies.FRESH).plusSeconds(1);
            ask();
            ask();
            ask();
        }
        assertThat(ask()).isEqualTo("p-1");
    }

    @Test
    void sendsOneRequestAtATimeToWhatNobodyKnows() {
        for (int i = 0; i < 3; i++) {
            ask();
        }
        now = now.plus(Latencies.FRESH).plusSeconds(1);
        Map<String, Integer> crowd = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            crowd.merge(first().credential().id(), 1, Integer::sum);
        }
        assertThat(crowd).containsEntry("p-1", 1).containsEntry("p-3", 1).containsEntry("p-2", 98);
    }

    @Test
    void aFailureCountsAsALongWait() {
        Target one = first();
        picker.failed("m", Asker.ANYBODY, one, new Failure.UpstreamFault("500"), now);
        Target two = first();
        picker.measured(two, Duration.ofSeconds(9), now);
        Target three = first();
        picker.measured(three, Duration.ofSeconds(10), now);
        assertThat(first()).isEqualTo(two);
    }
}
