package io.lingzhi.assistant.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionWordsTest {
    @Test
    void leavesOutWhatEveryQuestionHolds() {
        assertThat(QuestionWords.of("洗碗机显示 E05 是什么意思?")).containsExactly("洗碗", "碗机", "机显", "显示", "e05", "意思");
        assertThat(QuestionWords.of("How often must passwords be changed?")).contains("passwor", "chang");
    }

    @Test
    void readsLettersOfFullWidthAsOthers() {
        assertThat(QuestionWords.of("Ｅ０５")).containsExactly("e05");
    }

    @Test
    void countsACodeThrice() {
        Set<String> words = QuestionWords.of("E05 故障");

        assertThat(QuestionWords.share(words, "洗碗机显示 E05")).isEqualTo(0.75, within(1e-9));
        assertThat(QuestionWords.share(words, "洗碗机的故障")).isEqualTo(0.25, within(1e-9));
    }

    @Test
    void noticesThatACodeIsMissing() {
        assertThat(QuestionWords.lacksCode(QuestionWords.of("E99 故障"), "E05 故障"))
                .isTrue();
        assertThat(QuestionWords.lacksCode(QuestionWords.of("E05 故障"), "E05 故障"))
                .isFalse();
        assertThat(QuestionWords.lacksCode(QuestionWords.of("2023 年"), "二〇二三年")).isFalse();
    }
}
