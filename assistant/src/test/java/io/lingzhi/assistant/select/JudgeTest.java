package io.lingzhi.assistant.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private final Judge byForm = new Judge(List.of(), TextVectors.NONE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "你好 | LOW",
                "法国的首都是哪里? | LOW",
                "What is the capital of France? | LOW",
                "为什么天是蓝的?请说明原理 | MEDIUM",
                "证明并推导这个算法的复杂度,设计优化方案,比较各自的利弊,最后评估影响 | HIGH",
            })
    void judgesByForm(String text, Complexity expected) {
        assertThat(byForm.judge(new Material(text, 0)).complexity()).isEqualTo(expected);
    }

    @Test
    void saysWhatItSaw() {
        String text = "分析:\n1. 第一点\n2. 第二点\n```java\nint x = 1;\n```\n";

        assertThat(byForm.judge(new Material(text, 2)).signs())
                .contains("2 listed points or further questions", "code", "2 images")
                .anyMatch(sign -> sign.startsWith("words that ask for thought: 分析"));
    }

    @Test
    void followsTheExamplesOfPeople() {
        List<Example> examples = List.of(new Example(Complexity.HIGH, "审查合同"), new Example(Complexity.LOW, "问候"));
        TextVectors vectors = texts -> Optional.of(texts.stream()
                .map(text -> text.contains("合同") ? new float[] {1, 0} : new float[] {0, 1})
                .toList());
        Judge judge = new Judge(examples, vectors);

        Judgement contract = judge.judge(new Material("看看这份合同", 0));

        assertThat(contract.complexity()).isEqualTo(Complexity.MEDIUM);
        assertThat(contract.signs()).contains("like the example '审查合同' (high)");
        assertThat(judge.judge(new Material("早上好", 0)).complexity()).isEqualTo(Complexity.LOW);
    }

    @Test
    void placesTheExamplesOnceAndShortTextsOnly() {
        List<String> placed = new ArrayList<>();
        TextVectors vectors = texts -> {
            placed.addAll(texts);
            return Optional.of(texts.stream().map(text -> new float[] {1}).toList());
        };
        Judge judge = new Judge(List.of(new Example(Complexity.LOW, "a")), vectors);

        judge.judge(new Material("长".repeat(10_000), 0));
        judge.judge(new Material("b", 0));

        assertThat(placed).hasSize(3).allMatch(text -> text.length() <= 48);
    }

    @Test
    void refusesATableThatIsNone() {
        assertThat(Example.table("# remark\n\nlow\t你好\n")).containsExactly(new Example(Complexity.LOW, "你好"));
        assertThatThrownBy(() -> Example.table("low\ta\nhard\tb\n")).hasMessageContaining("line 2");
    }
}
