package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config.Credential;
import io.lingzhi.gateway.config.Config.Model;
import io.lingzhi.gateway.config.Config.ProviderKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedConfigTest {
    @TempDir
    Path folder;

    private Loaded.Ok seed() throws IOException {
        try (InputStream in = SeedConfigTest.class.getResourceAsStream("/seed-config.yaml")) {
            assertThat(in).isNotNull();
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ConfigFolder.at(folder).with("DEEPSEEK_API_KEY", "sk-deep").ok(yaml);
        }
    }

    @Test
    void loadsVerbatimWithBothPartsOfTheRepeatedList() throws IOException {
        Config config = seed().config();

        assertThat(config.server().host()).isEqualTo("0.0.0.0");
        assertThat(config.server().port()).isEqualTo(8317);
        assertThat(config.access().keys())
                .containsExactly(new Secret("lingzhi-api-key-001"), new Secret("lingzhi-api-key-002"));
        assertThat(config.providers().stream().map(Config.Provider::name))
                .containsExactly("deepseek", "qwen", "claude", "gemini");
        assertThat(config.providers().getFirst().models())
                .extracting(Model::alias)
                .containsExactly("lingzhi-chat", "lingzhi-coder", "lingzhi-reasoner");
        assertThat(config.routing().requestRetry()).isEqualTo(3);
        assertThat(config.routing().maxRetryInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.usageStatistics()).isTrue();
    }

    @Test
    void disablesOnlyTheCredentialsWhoseVariableIsMissing() throws IOException {
        List<Config.Provider> providers = seed().config().providers();

        Credential deepseek = providers.get(0).credentials().getFirst();
        assertThat(deepseek.usable()).isTrue();
        assertThat(deepseek.key()).contains(new Secret("sk-deep"));
        assertThat(providers.get(0).headers()).containsEntry("Authorization", new Secret("Bearer sk-deep"));
        Credential qwen = providers.get(1).credentials().getFirst();
        assertThat(qwen.missing()).containsExactly("QWEN_API_KEY");
        assertThat(providers.get(1).headers()).isEmpty();
        assertThat(providers.get(2).kind()).isEqualTo(ProviderKind.CLAUDE);
        assertThat(providers.get(2).credentials().getFirst().usable()).isFalse();
    }

    @Test
    void warnsOnceForEachMissingVariableAndSaysWhatItCosts() throws IOException {
        List<Warning> warnings = seed().warnings();

        assertThat(warnings.stream().map(Warning::key))
                .containsExactly(
                        "CLIPROXY_MANAGEMENT_KEY",
                        "CLAUDE_API_KEY",
                        "GEMINI_API_KEY",
                        "QWEN_API_KEY",
                        "CLAUDE_CLIENT_ID",
                        "GEMINI_CLIENT_ID",
                        "GEMINI_CLIENT_SECRET",
                        "CODEX_CLIENT_ID",
                        "CODEX_CLIENT_SECRET");
        assertThat(warnings.get(0).text()).endsWith("management is off");
        assertThat(warnings.get(1).text()).contains("claude-sonnet, claude-fast");
        assertThat(warnings.get(3).text()).contains("qwen-chat, qwen-coder, qwen-vl");
        assertThat(warnings.get(4).text()).endsWith("login with claude is off");
    }

    @Test
    void listsTheKeysThatDoNothingYet() throws IOException {
        assertThat(seed().inactiveKeys()).containsExactlyInAnyOrder("auth-dir", "claude", "gemini", "codex");
    }

    @Test
    void givesDefaultsThatAreNeverZeroWithoutAFile() {
        Loaded loaded = ConfigFolder.at(folder).loader().loadDefault();

        assertThat(loaded).isInstanceOf(Loaded.Ok.class);
        Config config = ((Loaded.Ok) loaded).config();
        assertThat(config.server())
                .isEqualTo(new Config.Server("127.0.0.1", 8317, java.util.Optional.empty(), Duration.ofSeconds(30)));
        assertThat(config.limits())
                .isEqualTo(new Config.Limits(64L << 20, 64 << 10, 10_000, 8 << 20, 64L << 20, 5_000, 512L << 20));
        assertThat(config.deadlines().total()).isEqualTo(Duration.ofHours(1));
        assertThat(config.routing().requestRetry()).isEqualTo(3);
        assertThat(config.assistant().models())
                .containsEntry("qwen", "qwen-chat")
                .hasSize(4);
        assertThat(config.assistant().order()).endsWith("lingzhi-offline");
        assertThat(config.providers()).isEmpty();
    }
}
