package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordingTest {
    @ParameterizedTest
    @EnumSource
    void usesTheSameArgumentsInBothLanguages(Wording wording) {
        String english = wording.in(Locale.ENGLISH);
        String chinese = wording.in(Locale.CHINESE);

        assertThat(english).isNotBlank();
        for (int slot = 0; slot < 4; slot++) {
            String placeholder = "{" + slot + "}";
            assertThat(chinese.contains(placeholder)).isEqualTo(english.contains(placeholder));
        }
    }
}
