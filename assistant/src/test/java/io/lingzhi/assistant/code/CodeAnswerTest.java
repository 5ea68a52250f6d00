package io.lingzhi.assistant.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeAnswerTest {
    @Test
    void takesTheFencesOff() {
        assertThat(CodeAnswer.of("好的:\n```python\ndef f():\n    return 1\n```\n它返回一。"))
                .isEqualTo(new CodeAnswer("def f():\n    return 1", Optional.of("好的:\n它返回一。")));
    }

    @Test
    void takesAnAnswerWithoutFencesForCode() {
        assertThat(CodeAnswer.of("\nprint(1)\n")).isEqualTo(new CodeAnswer("print(1)", Optional.empty()));
    }

    @Test
    void joinsSeveralBlocks() {
        assertThat(CodeAnswer.of("```\na\n```\nand\n~~~sh\nb\n~~~").code()).isEqualTo("a\n\nb");
    }

    @Test
    void keepsShorterFencesInsideLongerOnes() {
        assertThat(CodeAnswer.of("````md\n```\nx\n```\n````").code()).isEqualTo("```\nx\n```");
    }

    @Test
    void readsAFenceThatIsNeverClosedToTheEnd() {
        assertThat(CodeAnswer.of("```java\nint x;\n// cut off").code()).isEqualTo("int x;\n// cut off");
    }

    @Test
    void namesTheLanguageAndItsCustom() {
        assertThat(CodePrompt.of("Python")).contains("专业的Python程序员").contains("PEP 8");
        assertThat(CodePrompt.of("brainfuck")).contains("通行规范").doesNotContain("PEP 8");
    }
}
