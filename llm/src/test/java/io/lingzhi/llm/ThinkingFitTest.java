package io.lingzhi.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ThinkingFit.Ends;
import io.lingzhi.llm.ThinkingFit.Outcome;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases 182 to 193 of the conformance list, and what surrounds them. */
class ThinkingFitTest {
    private static final Map<String, ThinkingLimits> MODELS = Map.ofEntries(
            Map.entry("minimal..high", levels(false, false, "minimal", "low", "medium", "high")),
            Map.entry("low..high", levels(true, false, "low", "medium", "high")),
            Map.entry("low,high", levels(true, true, "low", "high")),
            Map.entry("low,high on", levels(false, false, "low", "high")),
            Map.entry("low..xhigh", levels(true, true, "low", "medium", "high", "xhigh")),
            Map.entry("opus-4-6", levels(true, true, "low", "medium", "high", "max")),
            Map.entry("sonnet-4-6", levels(true, true, "low", "medium", "high")),
            Map.entry("128..20000", new ThinkingLimits(128, 20_000, List.of(), false, true)),
            Map.entry("claude", new ThinkingLimits(1024, 128_000, List.of(), true, false)),
            Map.entry("none", ThinkingLimits.NONE));

    private static ThinkingLimits levels(boolean off, boolean auto, String... levels) {
        return new ThinkingLimits(0, 0, List.of(levels), off, auto);
    }

    private static Outcome fit(String wish, String model, Ends ends) {
        boolean budget = wish.matches("-?\\d+");
        Reasoning reasoning = new Reasoning(
                budget ? Optional.empty() : Optional.of(wish),
                budget ? Optional.of(Integer.valueOf(wish)) : Optional.empty(),
                Optional.empty());
        return ThinkingFit.fit(reasoning, Objects.requireNonNull(MODELS.get(model)), ends);
    }

    private static Outcome fit(String wish, String model, String client, String upstream, boolean literal) {
        return fit(
                wish,
                model,
                new Ends(
                        Protocol.ofId(client).orElseThrow(),
                        Protocol.ofId(upstream).orElseThrow(),
                        literal));
    }

    private static String words(Reasoning reasoning) {
        return reasoning
                .effort()
                .or(() -> reasoning.budgetTokens().map(String::valueOf))
                .orElse("nothing");
    }

    @ParameterizedTest(name = "{0} on {1}: {4}")
    @CsvSource({
        "none,   minimal..high, openai-chat, openai-chat,      minimal,  lost",
        "auto,   minimal..high, openai-chat, openai-chat,      medium,   lost",
        "auto,   low,           openai-chat, openai-chat,      low,      lost",
        "64000,  minimal..high, gemini,      openai-chat,      high,     lost",
        "8192,   minimal..high, gemini,      openai-chat,      8192,     kept",
        "0,      minimal..high, gemini,      openai-chat,      minimal,  lost",
        "xhigh,  128..20000,    openai-chat, gemini,           20000,    kept",
        "none,   128..20000,    openai-chat, gemini,           128,      lost",
        "auto,   128..20000,    openai-chat, gemini,           auto,     kept",
        "-1,     128..20000,    gemini,      gemini,           -1,       kept",
        "none,   low;high on,   openai-chat, gemini,           low,      lost",
        "none,   low..high,     openai-chat, gemini,           nothing,  kept",
        "medium, claude,        openai-chat, anthropic,        medium,   kept",
        "xhigh,  claude,        openai-chat, anthropic,        xhigh,    kept",
        "none,   claude,        openai-chat, anthropic,        none,     kept",
        "auto,   claude,        openai-chat, anthropic,        64512,    kept",
        "200000, claude,        gemini,      anthropic,        128000,   lost",
        "xhigh,  opus-4-6,      openai-chat, anthropic,        max,      lost",
        "max,    opus-4-6,      openai-chat, anthropic,        max,      kept",
        "xhigh,  sonnet-4-6,    openai-chat, anthropic,        high,     lost",
        "max,    sonnet-4-6,    openai-chat, anthropic,        high,     lost",
        "minimal,sonnet-4-6,    openai-chat, anthropic,        low,      lost",
        "-1,     opus-4-6,      gemini,      anthropic,        high,     kept",
        "auto,   opus-4-6,      openai-chat, anthropic,        auto,     kept",
        "max,    low..high,     anthropic,   openai-chat,      high,     lost",
        "-1,     low..xhigh,    anthropic,   openai-responses, xhigh,    kept",
        "-1,     128..20000,    anthropic,   gemini,           20000,    kept",
        "-1,     low;high,      anthropic,   gemini,           high,     kept",
        "high,   none,          openai-chat, gemini,           nothing,  lost",
        "none,   none,          openai-chat, gemini,           nothing,  kept",
        "medium, low;high,      anthropic,   openai-chat,      low,      lost",
        "ultra,  low;high,      anthropic,   openai-chat,      ultra,    kept",
    })
    void fitsToWhatTheModelTakes(String wish, String model, String client, String upstream, String sent, String fate) {
        String named = model.equals("low") ? "low..high" : model.replace(';', ',');
        Outcome outcome = model.equals("low")
                ? ThinkingFit.fit(
                        new Reasoning(Optional.of(wish), Optional.empty(), Optional.empty()),
                        levels(false, false, "low"),
                        new Ends(Protocol.OPENAI_CHAT, Protocol.OPENAI_CHAT, true))
                : fit(wish, named, client, upstream, true);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Fitted.class, fitted -> {
            assertThat(words(fitted.reasoning())).isEqualTo(sent);
            assertThat(fitted.losses()).hasSize(fate.equals("lost") ? 1 : 0);
        });
    }

    @Test
    void refusesWhatItsOwnWordsCannotMean() {
        assertThat(fit("xhigh", "low..high", "openai-chat", "openai-responses", true))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.failure().message())
                                .contains("level \"xhigh\"", "low, medium, high"));
        assertThat(fit("200000", "claude", "anthropic", "anthropic", true))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.failure().message()).contains("200000", "[1024,128000]"));
    }

    @Test
    void clampsWhatStandsBehindTheModelsName() {
        assertThat(fit("200000", "claude", "anthropic", "anthropic", false))
                .isInstanceOfSatisfying(
                        Outcome.Fitted.class,
                        fitted -> assertThat(words(fitted.reasoning())).isEqualTo("128000"));
    }

    @Test
    void leavesARequestAloneThatSaysNothing() {
        Reasoning shown = new Reasoning(Optional.empty(), Optional.empty(), Optional.of("auto"));
        Ends ends = new Ends(Protocol.OPENAI_RESPONSES, Protocol.ANTHROPIC, true);
        assertThat(ThinkingFit.fit(shown, Objects.requireNonNull(MODELS.get("opus-4-6")), ends))
                .isEqualTo(new Outcome.Fitted(shown, List.of()));
    }
}
