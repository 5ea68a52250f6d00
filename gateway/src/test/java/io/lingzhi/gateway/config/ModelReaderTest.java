package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.ThinkingLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelReaderTest {
    @TempDir
    Path folder;

    private Config.Provider first(String yaml) {
        return ConfigFolder.at(folder).ok(yaml).config().providers().getFirst();
    }

    @Test
    void readsWhatIsSaidOfAModel() {
        Config.Provider provider = first("""
            openai-compatibility:
              - name: p
                base-url: http://127.0.0.1:1/v1
                support-prompt-cache-key: true
                models:
                  - name: up
                    alias: m
                    display-name: My Model
                    max-context-length: 128000
                    force-mapping: true
                    thinking: {min: 128, max: 20000, zero-allowed: true, dynamic-allowed: true, levels: [Low, high]}
                    input-modalities: [text, Image]
                    output-modalities: [text]
                  - {name: bare}
                  - {name: painter, image: true}
                  - {name: plain, thinking: {}}
                  - {name: blind, input-modalities: [text]}
            """);
        assertThat(provider.disclosure()).isEqualTo(new Disclosure(true, false, false));
        assertThat(provider.traits("up"))
                .isEqualTo(new ModelTraits(
                        Optional.of("My Model"),
                        Optional.of(128_000),
                        true,
                        Optional.of(new ThinkingLimits(128, 20_000, List.of("low", "high"), true, true)),
                        List.of("text", "image"),
                        List.of("text")));
        assertThat(provider.traits("bare")).isEqualTo(ModelTraits.NONE);
        assertThat(provider.traits("unheard of")).isEqualTo(ModelTraits.NONE);
        assertThat(provider.traits("painter").writesNoText()).isTrue();
        assertThat(provider.traits("plain").thinking().map(ThinkingLimits::byLevel))
                .contains(false);
        assertThat(provider.traits("blind").readsNoImages()).isTrue();
        assertThat(provider.traits("up").readsNoImages()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"auto, false", "always, false", "never, true"})
    void readsWhatAnthropicIsToldOfClients(String mode, boolean headers) {
        assertThat(first("claude-api-key: [{api-key: k, cloak: {mode: " + mode + ", cache-user-id: true}}]\n")
                        .disclosure())
                .isEqualTo(new Disclosure(false, true, headers));
        assertThat(first("claude-api-key: [{api-key: k}]\n").disclosure()).isEqualTo(Disclosure.NOTHING);
    }
}
