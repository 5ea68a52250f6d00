package io.lingzhi.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "abc,abc,0", "'',abc,3", "abc,'',3", "ab,ba,2"})
    void countsTheChangesBetweenTwoNames(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
    }

    @Test
    void givesTheMostAlikeFirst() {
        assertThat(Nearest.to("fast-modle", List.of("slow", "fast-model", "fast-mode", "best-model"), 3))
                .containsExactly("fast-mode", "fast-model", "best-model");
    }

    @Test
    void givesNothingThatIsNotAlike() {
        assertThat(Nearest.to("abcdef", List.of("uvwxyz", "a-very-much-longer-name"), 3))
                .isEmpty();
    }

    @Test
    void givesNoMoreThanAskedFor() {
        assertThat(Nearest.to("a1", List.of("a2", "a3", "a4", "a5"), 3)).containsExactly("a2", "a3", "a4");
    }
}
