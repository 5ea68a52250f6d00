package io.lingzhi.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.route.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PickerTest {
    private static final String URL = "http://127.0.0.1:1/v1";

    private final Picker picker = new Picker();

    @Test
    void fillsTheFirstUntilItFails() {
        List<Candidate> candidates = List.of(candidate(0, "a", "b"), candidate(0, "c"));
        for (int i = 0; i < 3; i++) {
            assertThat(keys("m", candidates, Config.Strategy.FILL_FIRST)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void takesTurns() {
        List<Candidate> candidates = List.of(candidate(0, "a", "b", "c"));
        assertThat(keys("m", candidates, Config.Strategy.ROUND_ROBIN)).containsExactly("a", "b", "c");
        assertThat(keys("m", candidates, Config.Strategy.ROUND_ROBIN)).containsExactly("b", "c", "a");
        assertThat(keys("m", candidates, Config.Strategy.ROUND_ROBIN)).containsExactly("c", "a", "b");
        assertThat(keys("m", candidates, Config.Strategy.ROUND_ROBIN)).containsExactly("a", "b", "c");
    }

    @Test
    void countsTheTurnsOfEachModelApart() {
        List<Candidate> candidates = List.of(candidate(0, "a", "b"));
        assertThat(keys("m", candidates, Config.Strategy.ROUND_ROBIN)).first().isEqualTo("a");
        assertThat(keys("n", candidates, Config.Strategy.ROUND_ROBIN)).first().isEqualTo("a");
    }

    @Test
    void takesTurnsWithinEachPriorityAndNeverAcross() {
        List<Candidate> candidates = List.of(candidate(9, "a", "b"), candidate(0, "c", "d"));
        List<String> firsts = new ArrayList<>();
        List<String> thirds = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<String> keys = keys("m", candidates, Config.Strategy.ROUND_ROBIN);
            firsts.add(keys.get(0));
            thirds.add(keys.get(2));
        }
        assertThat(firsts).containsExactly("a", "b", "a", "b");
        assertThat(thirds).containsExactly("c", "d", "c", "d");
    }

    @Test
    void sharesTurnsByWeight() {
        Candidate candidate = new Candidate(
                Configs.withCredentials(
                        Configs.provider("p", URL, "m", "m"),
                        Configs.credential("a", "a", 3),
                        Configs.credential("b", "b", 1),
                        Configs.credential("none", "none", 0)),
                "m");
        List<String> firsts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<String> keys = keys("m", List.of(candidate), Config.Strategy.WEIGHTED_ROUND_ROBIN);
            assertThat(keys).hasSize(2).doesNotContain("none");
            firsts.add(keys.getFirst());
        }
        assertThat(firsts).containsExactly("a", "a", "a", "b", "a", "a", "a", "b");
    }

    @Test
    void leavesOutCredentialsWhoseVariablesAreUnset() {
        Candidate candidate = new Candidate(
                Configs.withCredentials(
                        Configs.provider("p", URL, "m", "m"),
                        Configs.unset("gone", "GONE_KEY"),
                        Configs.credential("a", "a", 1)),
                "m");
        assertThat(keys("m", List.of(candidate), Config.Strategy.ROUND_ROBIN)).containsExactly("a");
    }

    @Test
    void goesOnWhenTheModelNamesAreMany() {
        List<Candidate> candidates = List.of(candidate(0, "a", "b"));
        for (int i = 0; i < 10_000; i++) {
            assertThat(keys("m" + i, candidates, Config.Strategy.ROUND_ROBIN)).hasSize(2);
        }
    }

    private List<String> keys(String model, List<Candidate> candidates, Config.Strategy strategy) {
        Config.Routing routing = new Config.Routing(strategy, false, 0, 0, Duration.ZERO, true, false);
        return picker.order(model, candidates, routing, Asker.ANYBODY, Instant.EPOCH).stream()
                .map(target -> target.credential().key().orElseThrow().reveal())
                .toList();
    }

    private static Candidate candidate(int priority, String... keys) {
        return new Candidate(Configs.withPriority(Configs.provider("p", URL, "m", "m", keys), priority), "m");
    }
}
