package io.lingzhi.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiNamesTest {
    @ParameterizedTest
    @CsvSource({
        "get_weather, get_weather",
        "ns.tool:x-1, ns.tool:x-1",
        "123name, _123name",
        ".name, _.name",
        "!name, _name",
        "@, _",
        "1, _1",
        "天气, __",
        "a😀b, a_b"
    })
    void fitsNames(String name, String fitted) {
        assertThat(GeminiNames.sanitised(name)).isEqualTo(fitted);
    }

    @Test
    void cutsLongNames() {
        assertThat(GeminiNames.sanitised("1".repeat(64))).isEqualTo("_" + "1".repeat(63));
        assertThat(GeminiNames.sanitised("a".repeat(90))).hasSize(64);
    }

    @Test
    void tellsNamesApartThatWouldBecomeTheSame() {
        GeminiNames names = new GeminiNames();
        String long1 = "a".repeat(70) + "1";
        String long2 = "a".repeat(70) + "2";
        assertThat(names.of("a/b")).isEqualTo("a_b");
        assertThat(names.of("a b")).matches("a_b_[0-9a-f]{12}");
        assertThat(names.of("a/b")).isEqualTo("a_b");
        assertThat(names.of(long1)).hasSize(64).isNotEqualTo(names.of(long2));
        assertThat(names.of(long2)).hasSize(64);
    }
}
