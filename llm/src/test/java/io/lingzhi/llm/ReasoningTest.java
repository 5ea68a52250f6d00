package io.lingzhi.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasoningTest {

    @ParameterizedTest
    @CsvSource({
        "-1, auto",
        "0, none",
        "1, minimal",
        "512, minimal",
        "513, low",
        "1024, low",
        "1025, medium",
        "8192, medium",
        "8193, high",
        "24576, high",
        "24577, xhigh",
        "128000, xhigh"
    })
    void aBudgetStandsForAnEffort(int budget, String effort) {
        Reasoning reasoning = new Reasoning(Optional.empty(), Optional.of(budget), Optional.empty());
        assertThat(reasoning.effortWord()).contains(effort);
        assertThat(reasoning.budget()).contains(budget);
    }

    @ParameterizedTest
    @CsvSource({
        "none, 0",
        "minimal, 512",
        "low, 1024",
        "medium, 8192",
        "high, 24576",
        "xhigh, 32768",
        "max, 128000",
        "auto, -1",
        "unheard-of, -1"
    })
    void anEffortStandsForABudget(String effort, int budget) {
        Reasoning reasoning = new Reasoning(Optional.of(effort), Optional.empty(), Optional.empty());
        assertThat(reasoning.budget()).contains(budget);
        assertThat(reasoning.effortWord()).contains(effort);
    }

    @Test
    void whatWasSaidCountsBeforeWhatIsWorkedOut() {
        Reasoning both = new Reasoning(Optional.of("low"), Optional.of(30_000), Optional.empty());
        assertThat(both.effortWord()).contains("low");
        assertThat(both.budget()).contains(30_000);
    }

    @Test
    void saysNothingOfTheAmountWhereNothingWasSaid() {
        Reasoning shown = new Reasoning(Optional.empty(), Optional.empty(), Optional.of("auto"));
        assertThat(shown.specified()).isFalse();
        assertThat(shown.effortWord()).isEmpty();
        assertThat(shown.budget()).isEmpty();
        assertThat(Reasoning.unspecified().specified()).isFalse();
    }
}
