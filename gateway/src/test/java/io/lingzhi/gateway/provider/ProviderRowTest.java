package io.lingzhi.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.Configs;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ModelTraits;
import io.lingzhi.llm.ThinkingLimits;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderRowTest {
    @Test
    void speaksChatToCompatibleProvidersAtTheirOwnAddress() {
        ProviderRow row = Providers.shipped().row(Configs.provider("p", "http://127.0.0.1:1/v1", "m", "m", "k"), "m");
        assertThat(row.protocol()).isEqualTo(Protocol.OPENAI_CHAT);
        assertThat(row.baseUrl()).isEqualTo("http://127.0.0.1:1/v1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Config.ProviderKind.class,
            names = {"CLAUDE", "GEMINI", "VERTEX", "INTERACTIONS"})
    void knowsTheVendorsAddressWhereNoneIsConfigured(Config.ProviderKind kind) {
        assertThat(Providers.shipped()
                        .row(provider(kind, Optional.empty()), "m")
                        .baseUrl())
                .startsWith("https://");
        assertThat(Providers.shipped()
                        .row(provider(kind, Optional.of("http://127.0.0.1:1")), "m")
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
        assertThat(Providers.shipped().row(entry, "m").dialect().has(Dialect.Quirk.REASONING_ROUND_TRIP))
                .isTrue();
        Config.Provider lookalike =
                provider(Config.ProviderKind.OPENAI_COMPATIBILITY, Optional.of("https://api.deepseek.com.example/v1"));
        assertThat(Providers.shipped().row(lookalike, "m").dialect()).isEqualTo(Dialect.PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1,               true,  false",
        "https://team.openai.azure.com/openai/v1, true,  false",
        "https://api.mistral.ai/v1,               false, false",
        "https://openrouter.ai/api/v1,            false, true",
    })
    void namesTheLongestAnswerAsTheHostReadsIt(String baseUrl, boolean newName, boolean topK) {
        Config.Provider entry = provider(Config.ProviderKind.OPENAI_COMPATIBILITY, Optional.of(baseUrl));
        Dialect dialect = Providers.shipped().row(entry, "m").dialect();
        assertThat(dialect.has(Dialect.Quirk.MAX_COMPLETION_TOKENS)).isEqualTo(newName);
        assertThat(dialect.has(Dialect.Quirk.TOP_K)).isEqualTo(topK);
    }

    @Test
    void knowsClaudesThatCannotLeaveThinkingOff() {
        Providers shipped = Providers.shipped();
        Config.Provider claude = provider(Config.ProviderKind.CLAUDE, Optional.empty());
        assertThat(shipped.row(claude, "claude-mythos-5")
                        .thinking()
                        .orElseThrow()
                        .canBeOff())
                .isFalse();
        assertThat(shipped.row(claude, "claude-sonnet-5")
                        .thinking()
                        .orElseThrow()
                        .canBeOff())
                .isTrue();
    }

    @Test
    void sendsKeysInTheHeaderThatTheVendorReads() {
        assertThat(Providers.shipped()
                        .row(provider(Config.ProviderKind.CLAUDE, Optional.empty()), "m")
                        .keyHeader())
                .isEqualTo(ProviderRow.KeyHeader.X_API_KEY);
        assertThat(Providers.shipped()
                        .row(provider(Config.ProviderKind.GEMINI, Optional.empty()), "m")
                        .keyHeader())
                .isEqualTo(ProviderRow.KeyHeader.X_GOOG_API_KEY);
    }

    @Test
    void asksVertexAtItsOwnPaths() {
        ProviderRow vendors = Providers.shipped().row(provider(Config.ProviderKind.VERTEX, Optional.empty()), "m");
        assertThat(vendors.url("/v1beta/models/m:streamGenerateContent?alt=sse"))
                .isEqualTo(
                        "https://aiplatform.googleapis.com/v1/publishers/google/models/m:streamGenerateContent?alt=sse");
        assertThat(vendors.keyHeader()).isEqualTo(ProviderRow.KeyHeader.X_GOOG_API_KEY);
        ProviderRow other = Providers.shipped()
                .row(provider(Config.ProviderKind.VERTEX, Optional.of("https://relay.example/api")), "m");
        assertThat(other.url("/v1beta/models/m:countTokens"))
                .isEqualTo("https://relay.example/api/v1/publishers/google/models/m:countTokens");
        ProviderRow gemini = Providers.shipped().row(provider(Config.ProviderKind.GEMINI, Optional.empty()), "m");
        assertThat(gemini.url("/v1beta/models/m:countTokens")).endsWith(".com/v1beta/models/m:countTokens");
    }

    @ParameterizedTest
    @CsvSource({
        "CLAUDE, claude-opus-4-8-20260501, ADAPTIVE_THINKING, PREFILL",
        "CLAUDE, claude-sonnet-4-6,        ADAPTIVE_THINKING, PREFILL",
        "CLAUDE, claude-sonnet-4-5,        PREFILL,           ADAPTIVE_THINKING",
        "CLAUDE, Claude-Opus-5,            ADAPTIVE_THINKING, PREFILL",
        "CLAUDE, claude-opus-4-7,          NO_SAMPLING,       PREFILL",
        "CLAUDE, claude-sonnet-5,          NO_SAMPLING,       PREFILL",
        "CLAUDE, claude-mythos-preview,    NO_SAMPLING,       PREFILL",
        "CLAUDE, claude-opus-4-6,          ADAPTIVE_THINKING, NO_SAMPLING",
        "OPENAI_COMPATIBILITY, o3-mini,    MAX_COMPLETION_TOKENS, TOP_K",
        "OPENAI_COMPATIBILITY, gpt-5.6-sol, MAX_COMPLETION_TOKENS, TOP_K",
        "GEMINI, gemini-3.1-pro-preview,   THINKING_LEVELS,   ADAPTIVE_THINKING",
        "GEMINI, gemini-2.5-pro,           NEEDS_THOUGHT_SIGNATURES, THINKING_LEVELS",
    })
    void knowsModelsByTheirNames(Config.ProviderKind kind, String model, Dialect.Quirk has, Dialect.Quirk lacks) {
        Dialect dialect =
                Providers.shipped().row(provider(kind, Optional.empty()), model).dialect();
        assertThat(dialect.has(has)).isTrue();
        assertThat(dialect.has(lacks)).isFalse();
    }

    @Test
    void believesTheConfigurationBeforeItsOwnTable() {
        ModelTraits traits = new ModelTraits(
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(new ThinkingLimits(1024, 9999, List.of(), true, false)),
                List.of("text"),
                List.of());
        Config.Provider claude = new Config.Provider(
                Config.ProviderKind.CLAUDE,
                "p",
                true,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(new Config.Model("claude-opus-5", "opus", traits)),
                List.of(),
                0);
        ProviderRow row = Providers.shipped().row(claude, "claude-opus-5");
        assertThat(row.thinking()).isEqualTo(traits.thinking());
        assertThat(row.dialect().has(Dialect.Quirk.ADAPTIVE_THINKING)).isFalse();
        assertThat(row.dialect().has(Dialect.Quirk.NO_IMAGES)).isTrue();
    }
}
