package io.lingzhi.assistant.knowledge.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.assistant.knowledge.document.Extracted;
import io.lingzhi.assistant.knowledge.document.Heading;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassagesTest {

    @Test
    void keepsSentencesWholeAndRepeatsTheLastOne() {
        String text = "甲是第一句话,它有一些长度。乙是第二句话,它也不短。丙是第三句话,同样有长度。丁是第四句话,到此为止。";
        List<Passage> passages = Passages.of(new Extracted(text, List.of()), new Cutting(40, 15));

        assertThat(passages).hasSizeGreaterThan(1);
        assertThat(passages).allSatisfy(passage -> {
            assertThat(passage.text()).endsWith("。");
            assertThat(text.substring(passage.start(), passage.end())).isEqualTo(passage.text());
        });
        assertThat(passages.get(1).start()).isLessThan(passages.get(0).end());
    }

    @Test
    void neverCrossesAHeadingAndTellsThePath() {
        String text = "# 甲\n\n## 乙\n\n乙的内容。\n\n## 丙\n\n丙的内容。";
        List<Heading> headings = List.of(
                new Heading(1, "甲", 0),
                new Heading(2, "乙", text.indexOf("## 乙")),
                new Heading(2, "丙", text.indexOf("## 丙")));
        List<Passage> passages = Passages.of(new Extracted(text, headings), Cutting.DEFAULT);

        assertThat(passages).extracting(Passage::path).containsExactly("甲 › 乙", "甲 › 丙");
        assertThat(passages.get(0).text()).contains("乙的内容").doesNotContain("丙的内容");
    }

    @Test
    void losesNothingAndCutsNoCharacterWhateverTheText() {
        Random random = new Random(11);
        String letters = "甲乙丙丁。，！？；…\n ab.c\"”）1😀、";
        for (int round = 0; round < 300; round++) {
            StringBuilder made = new StringBuilder();
            int length = random.nextInt(600);
            for (int i = 0; i < length; i++) {
                made.appendCodePoint(letters.codePointAt(
                        letters.offsetByCodePoints(0, random.nextInt(letters.codePointCount(0, letters.length())))));
            }
            String text = made.toString();
            List<Passage> passages = Passages.of(new Extracted(text, List.of()), new Cutting(40, random.nextInt(20)));
            boolean[] covered = new boolean[text.length()];
            for (Passage passage : passages) {
                assertThat(Length.tenths(text, passage.start(), passage.end())).isLessThanOrEqualTo(400);
                assertThat(Character.isLowSurrogate(passage.text().charAt(0))).isFalse();
                for (int at = passage.start(); at < passage.end(); at++) {
                    covered[at] = true;
                }
            }
            for (int at = 0; at < text.length(); at++) {
                assertThat(covered[at] || !Character.isLetterOrDigit(text.codePointAt(at)))
                        .as("character %d of %s", at, text)
                        .isTrue();
            }
        }
    }
}
