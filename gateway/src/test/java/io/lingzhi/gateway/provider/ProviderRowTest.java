package io.lingzhi.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderRowTest {
    @Test
    void speaksChatToCompatibleProvidersAtTheirOwnAddress() {
        ProviderRow row = Providers.shipped().row(Configs.provider("p", "http://127.0.0.1:1/v1", "m", "m", "k"));
        assertThat(row.protocol()).isEqualTo(Protocol.OPENAI_CHAT);
        assertThat(row.baseUrl()).isEqualTo("http://127.0.0.1:1/v1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Config.ProviderKind.class,
            names = {"CLAUDE", "GEMINI", "VERTEX", "INTERACTIONS"})
    void knowsTheVendorsAddressWhereNoneIsConfigured(Config.ProviderKind kind) {
        assertThat(Providers.shipped().row(provider(kind, Optional.empty())).baseUrl())
                .startsWith("https://");
        assertThat(Providers.shipped()
                        .row(provider(kind, Optional.of("http://127.0.0.1:1")))
                        .baseUrl())
                .isEqualTo("http://127.0.0.1:1");
    }

    private static Config.Provider provider(Config.ProviderKind kind, Optional<String> baseUrl) {
        return new Config.Provider(
                kind, "p", true, Optional.empty(), baseUrl, Map.of(), List.of(), List.of(), List.of(), 0);
    }

    @Test
    void recognisesProvidersByTheirHost() {
        Config.Provider entry =
                provider(Config.ProviderKind.OPENAI_COMPATIBILITY, Optional.of("https://api.deepseek.com/v1"));
        assertThat(Providers.shipped().row(entry).dialect().has(Dialect.Quirk.REASONING_ROUND_TRIP))
                .isTrue();
        Config.Provider lookalike =
                provider(Config.ProviderKind.OPENAI_COMPATIBILITY, Optional.of("https://api.deepseek.com.example/v1"));
        assertThat(Providers.shipped().row(lookalike).dialect()).isEqualTo(Dialect.PLAIN);
    }

    @Test
    void sendsKeysInTheHeaderThatTheVendorReads() {
        assertThat(Providers.shipped()
                        .row(provider(Config.ProviderKind.CLAUDE, Optional.empty()))
                        .keyHeader())
                .isEqualTo(ProviderRow.KeyHeader.X_API_KEY);
        assertThat(Providers.shipped()
                        .row(provider(Config.ProviderKind.GEMINI, Optional.empty()))
                        .keyHeader())
                .isEqualTo(ProviderRow.KeyHeader.X_GOOG_API_KEY);
    }
}
