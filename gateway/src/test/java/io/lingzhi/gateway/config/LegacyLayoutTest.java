package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config.Credential;
import io.lingzhi.gateway.config.Config.ProviderKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegacyLayoutTest {
    @TempDir
    Path folder;

    @Test
    void acceptsOldBlocksAndListsThemAsInactive() {
        Loaded.Ok loaded = ConfigFolder.at(folder).ok("""
            auth: {providers: {config-api-key: [{name: x, api-keys: [a]}]}}
            enable-gemini-cli-endpoint: true
            routing: {claude-code-session-affinity: true}
            """);

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.inactiveKeys()).containsExactlyInAnyOrder("auth", "enable-gemini-cli-endpoint");
        assertThat(loaded.config().care().affinity().on()).isTrue();
    }

    @Test
    void readsBareKeysAsCredentials() {
        Loaded.Ok loaded = ConfigFolder.at(folder).ok("""
            generative-language-api-key: [g1, g2]
            openai-compatibility: [{name: a, base-url: "http://a", api-keys: [o1, o2]}]
            """);

        assertThat(loaded.config().providers().stream().map(Config.Provider::kind))
                .containsExactly(ProviderKind.OPENAI_COMPATIBILITY, ProviderKind.GEMINI, ProviderKind.GEMINI);
        assertThat(loaded.config().providers().getFirst().credentials())
                .extracting(Credential::key)
                .containsExactly(Optional.of(new Secret("o1")), Optional.of(new Secret("o2")));
        assertThat(ConfigFolder.texts(loaded.warnings()))
                .contains("write gemini-api-key")
                .contains("write api-key-entries");
    }
}
