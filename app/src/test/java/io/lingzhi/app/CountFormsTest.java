package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.protocol.RejectedException;
import org.junit.jupiter.api.Test;

class CountFormsTest {
    @Test
    void readsModelNamesThatArePercentEncoded() throws RejectedException {
        assertThat(CountForms.Gemini.model("/v1beta/models/openrouter%2Fdeepseek-chat:countTokens")
                        .value())
                .isEqualTo("openrouter/deepseek-chat");
    }
}
