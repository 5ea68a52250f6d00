package io.lingzhi.gateway.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many worlds, each from a seed, and what must hold in all of them. One seed is played again, with all that happened,
 * by {@code -Dworld.seed=N}; other numbers of seeds by {@code -Dworld.seeds=N}, beginning at {@code -Dworld.first=N}.
 */
class WorldTest {
    private static final int SHOWN = 3;

    @Test
    void neverMixesLosesOrForgetsAnAnswer() {
        Long one = Long.getLong("world.seed");
        if (one != null) {
            List<String> lines = new ArrayList<>();
            List<String> findings = play(one, (format, arguments) -> lines.add(String.format(format, arguments)));
            System.out.println(String.join("\n", lines));
            assertThat(findings).as("seed %d", one).isEmpty();
            return;
        }
        long first = Long.getLong("world.first", 0);
        long count = Long.getLong("world.seeds", 20_000);
        List<Long> failing = LongStream.range(first, first + count)
                .parallel()
                .filter(seed -> !play(seed, Trace.NONE).isEmpty())
                .boxed()
                .toList();
        assertThat(failing).as(() -> told(failing)).isEmpty();
    }

    private static List<String> play(long seed, Trace trace) {
        try {
            return new World(seed, trace).run();
        } catch (RuntimeException | AssertionError e) {
            trace.say("%s", e);
            return List.of(e + " at " + List.of(e.getStackTrace()).subList(0, 3));
        }
    }

    private static String told(List<Long> failing) {
        StringBuilder text = new StringBuilder(failing.size() + " seeds fail; replay one with -Dworld.seed=N");
        for (Long seed : failing.subList(0, Math.min(SHOWN, failing.size()))) {
            List<String> lines = new ArrayList<>();
            List<String> findings = play(seed, (format, arguments) -> lines.add(String.format(format, arguments)));
            text.append("\n\nseed ").append(seed).append('\n').append(String.join("\n", lines));
            findings.forEach(finding -> text.append("\n=> ").append(finding));
        }
        return text.toString();
    }
}
