package io.lingzhi.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    private final RequestId ids = new RequestId(new Random(1));

    @ParameterizedTest
    @ValueSource(strings = {"a", "trace-1.2_3", "0123456789012345678901234567890123456789012345678901234567890123"})
    void keepsTheClientsId(String presented) {
        assertThat(ids.of(presented)).isEqualTo(presented);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "a b",
                "a\r\nset-cookie: x",
                "é",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void makesAnotherWhereTheClientsCouldDoHarm(@org.jspecify.annotations.Nullable String presented) {
        assertThat(ids.of(presented)).matches("req-[0-9a-f]{16}");
    }

    @Test
    void makesADifferentOneEachTime() {
        assertThat(ids.next()).isNotEqualTo(ids.next());
    }
}
