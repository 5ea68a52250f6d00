package io.lingzhi.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.gateway.usage.Considered;
import io.lingzhi.gateway.usage.Decision;
import io.lingzhi.gateway.usage.Records;
import io.lingzhi.gateway.usage.RequestRecord;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTextTest {
    private static final Decision DECISION = new Decision(
            List.of(
                    new Considered(
                            "asked",
                            "m",
                            "p",
                            "p-1",
                            "up",
                            Considered.COOLING,
                            Optional.of("rate-limit"),
                            Optional.of(Duration.ofMillis(1500))),
                    new Considered(
                            "fallback", "n", "q", "q-1", "上游", Considered.TRIED, Optional.empty(), Optional.empty())),
            3,
            List.of(
                    new Decision.Way(Decision.Role.USUAL, Duration.ofNanos(250_000), Optional.of("it \"broke\"")),
                    new Decision.Way(Decision.Role.RESCUE, Duration.ZERO, Optional.empty())),
            Optional.of("told"));

    @TempDir
    private Path data;

    @Test
    void isCompactAndComesBackAsItWas() throws Exception {
        String text = DecisionText.write(DECISION);
        assertThat(text)
                .isEqualTo("{\"c\":[[\"asked\",\"m\",\"p\",\"p-1\",\"up\",\"cooling\",\"rate-limit\",\"1500\"],"
                        + "[\"fallback\",\"n\",\"q\",\"q-1\",\"上游\",\"tried\",\"\",\"\"]],"
                        + "\"w\":[[\"usual\",\"250\",\"it \\\"broke\\\"\"],[\"rescue\",\"0\",\"\"]],"
                        + "\"n\":3,\"m\":\"told\"}");
        assertThat(DecisionText.read(text)).isEqualTo(DECISION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{\"w\":[[\"flight\",\"0\",\"\"]]}", "{\"c\":[[]]}"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> DecisionText.read(text))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("decision");
    }

    @Test
    void theLedgerFindsRequestsByTheirIdNewestFirst() {
        RequestRecord old = Records.good("same", Records.NOON, "key-1", "m");
        RequestRecord young =
                Records.good("same", Records.NOON.plusSeconds(9), "key-1", "m").with(DECISION);
        RequestRecord other = Records.good("other", Records.NOON.plusSeconds(20), "key-1", "m");
        try (SqliteLedger ledger = SqliteLedger.open(data, System::nanoTime)) {
            List.of(old, young, other).forEach(ledger::record);
        }
        SqliteUsageReader reader = new SqliteUsageReader(data);
        assertThat(reader.withId("same", 5)).containsExactly(young, old);
        assertThat(reader.withId("same", 1)).containsExactly(young);
        assertThat(reader.withId("none' OR 1=1", 5)).isEmpty();
    }

    @Test
    void messagesAreShortAndWithoutKeys() {
        String kept = Decision.kept("Incorrect API key provided: sk-abcdef123456.\n" + "x".repeat(5000));
        assertThat(kept).startsWith("Incorrect API key provided: [redacted]").hasSize(Decision.MESSAGE_LIMIT);
        assertThat(kept).doesNotContain("sk-abcdef", "\n");
    }
}
