package io.lingzhi.gateway.usage;

import static io.lingzhi.gateway.usage.Records.NOON;
import static io.lingzhi.gateway.usage.Records.SOME_USAGE;
import static io.lingzhi.gateway.usage.Records.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.Usage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownUsageTest {
    private static final RequestRecord GOOD = Records.good("r1", NOON, "key-1", "lingzhi-chat");

    @Test
    void isUnknownWhenAnAnswerCameWithoutUsage() {
        assertThat(of(Usage.NONE, attempt(NOON, "kimi", Optional.of(200), Optional.empty())))
                .isEmpty();
    }

    @Test
    void isUnknownWhenTheUpstreamWasLost() {
        assertThat(of(Usage.NONE, attempt(NOON, "kimi", Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void isNothingWhenTheUpstreamRefused() {
        assertThat(of(Usage.NONE, attempt(NOON, "kimi", Optional.of(429), Optional.empty())))
                .contains(Usage.NONE);
    }

    @Test
    void isNothingWhenNoUpstreamWasAsked() {
        assertThat(of(Usage.NONE)).contains(Usage.NONE);
    }

    @Test
    void isNothingWhenTheUpstreamReportedNothingConsumed() {
        assertThat(of(Usage.NONE, attempt(NOON, "kimi", Optional.of(200), Optional.of(Usage.NONE))))
                .contains(Usage.NONE);
    }

    @Test
    void isWhatOneOfTheAttemptsReported() {
        assertThat(of(
                        SOME_USAGE,
                        attempt(NOON, "kimi", Optional.empty(), Optional.empty()),
                        attempt(NOON, "deepseek", Optional.of(200), Optional.of(SOME_USAGE))))
                .contains(SOME_USAGE);
    }

    @Test
    void countsAClientThatLeftAsFailed() {
        assertThat(GOOD.failed()).isFalse();
        assertThat(Records.failed(GOOD, 499, "Cancelled").failed()).isTrue();
    }

    private static Optional<Usage> of(Usage usage, AttemptRecord... attempts) {
        return Records.withAttempts(GOOD, usage, List.of(attempts)).knownUsage();
    }
}
