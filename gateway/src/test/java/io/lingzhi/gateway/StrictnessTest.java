package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.Loss;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrictnessTest {
    private static final List<Loss> LOSSES =
            List.of(new Loss("seed", "not known upstream"), new Loss("stop", "größer"));

    @Test
    void headerNamesEachLossInPrintableAscii() {
        assertThat(Strictness.header(LOSSES)).isEqualTo("seed (not known upstream); stop (gr??er)");
    }

    @Test
    void headerCountsWhatDoesNotFit() {
        String header = Strictness.header(Collections.nCopies(1000, new Loss("messages[2]", "x".repeat(90))));

        assertThat(header.length()).isLessThan(2100);
        assertThat(header).endsWith(" more");
    }
}
