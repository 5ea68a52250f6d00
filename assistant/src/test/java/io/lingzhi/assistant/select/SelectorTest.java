package io.lingzhi.assistant.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.assistant.select.Selection.Because;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectorTest {
    private static final Preferences PREFERENCES = new Preferences(
            Map.of("claude", "claude-sonnet", "deepseek", "lingzhi-chat", "qwen", "qwen-chat"),
            Map.of("chinese", "qwen", "coding", "claude", "fast", "gemini-flash", "vision", "gemini-flash"),
            Map.of(Complexity.LOW, "gemini-free", Complexity.MEDIUM, "deepseek", Complexity.HIGH, "claude"),
            List.of("lingzhi-chat", "qwen-chat"),
            List.of("gemini-flash", "qwen-vl"));
    private static final Material TEXT = new Material("你好", 0);

    private final Selector selector = new Selector(new Judge(List.of(), TextVectors.NONE));

    private Selection select(Wish wish, Material material) {
        return selector.select(PREFERENCES, wish, material, "chat");
    }

    private static Wish task(String task) {
        return new Wish(Optional.empty(), Optional.empty(), Optional.of(task));
    }

    private static Wish level(Complexity level) {
        return new Wish(Optional.empty(), Optional.of(new Wish.Level.Said(level)), Optional.of("coding"));
    }

    @Test
    void asksANamedModelAlone() {
        assertThat(select(Wish.ofModel("claude"), TEXT))
                .isEqualTo(new Selection(List.of("claude-sonnet"), new Because.ShortName("claude"), Optional.empty()));
        assertThat(select(Wish.ofModel("house-model"), TEXT).because()).isEqualTo(new Because.Named());
    }

    @Test
    void choosesByTaskAndStepsDownTheOrder() {
        Selection chinese = select(task("chinese"), TEXT);

        assertThat(chinese.candidates()).containsExactly("qwen-chat", "lingzhi-chat");
        assertThat(chinese.because()).isEqualTo(new Because.OfTask("chinese", true));
        assertThat(select(task("fast"), TEXT).candidates()).startsWith("gemini-flash");
    }

    @Test
    void takesTheTaskOfTheAddressWhereNothingIsSaid() {
        Selection coding = selector.select(PREFERENCES, Wish.NONE, TEXT, "coding");

        assertThat(coding.candidates()).startsWith("claude-sonnet");
        assertThat(coding.because()).isEqualTo(new Because.OfTask("coding", false));
        assertThat(select(Wish.NONE, TEXT).because()).as("no model for chat").isEqualTo(new Because.Order());
    }

    @Test
    void putsALevelBeforeATask() {
        assertThat(select(level(Complexity.LOW), TEXT).candidates()).startsWith("gemini-free");
        assertThat(select(level(Complexity.MEDIUM), TEXT).candidates()).startsWith("lingzhi-chat");
        assertThat(select(level(Complexity.HIGH), TEXT).candidates()).startsWith("claude-sonnet");
    }

    @Test
    void judgesTheLevelOnDemand() {
        Wish auto = new Wish(Optional.empty(), Optional.of(new Wish.Level.Judged()), Optional.empty());

        Selection hello = select(auto, TEXT);

        assertThat(hello.candidates()).startsWith("gemini-free");
        assertThat(hello.judgement())
                .hasValueSatisfying(judged -> assertThat(judged.complexity()).isEqualTo(Complexity.LOW));
    }

    @Test
    void sendsPicturesToModelsThatSee() {
        Material picture = new Material("描述", 1);

        assertThat(select(level(Complexity.MEDIUM), picture).candidates()).containsExactly("gemini-flash", "qwen-vl");
        assertThat(select(task("vision"), picture).candidates()).containsExactly("gemini-flash", "qwen-vl");
        assertThat(select(Wish.ofModel("deepseek"), picture).candidates())
                .as("a named model is asked all the same")
                .containsExactly("lingzhi-chat");
    }
}
