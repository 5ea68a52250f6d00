package io.lingzhi.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-5, gpt-5, true",
        "gpt-5, GPT-5, true",
        "gpt-5, gpt-5-mini, false",
        "gpt-*, gpt-5, true",
        "gpt-*, gpt-, true",
        "*-mini, gpt-5-mini, true",
        "*-mini, gpt-5-mini-x, false",
        "*, anything, true",
        "*mid*, a-mid-b, true",
        "*mid*, a-mad-b, false",
        "a*b*c, aXbYc, true",
        "a*b*c, abc, true",
        "a*b*c, acb, false",
        "ab*ba, aba, false",
        "a**c, ac, true",
        "a.c, abc, false",
        "a*bc*c, abcc, true",
        "a*bc*c, abc, false",
    })
    void matchesOnlyWhatThePatternSays(String pattern, String text, boolean matches) {
        assertThat(Wildcard.matches(pattern, text)).isEqualTo(matches);
    }
}
