package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config.Credential;
import io.lingzhi.gateway.config.Config.Model;
import io.lingzhi.gateway.config.Config.ProviderKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {
    @TempDir
    Path folder;

    private Loaded.Ok ok(String yaml) {
        return ConfigFolder.at(folder).ok(yaml);
    }

    private Config.Provider only(String yaml) {
        List<Config.Provider> providers = ok(yaml).config().providers();
        assertThat(providers).hasSize(1);
        return providers.getFirst();
    }

    @Test
    void readsAllFieldsOfACompatibleProvider() {
        Config.Provider provider = only("""
            proxy-url: socks5://global:1080
            openai-compatibility:
              - name: acme
                prefix: " /a/ "
                base-url: "http://acme_1:8080/v1//"
                priority: 7
                headers: {" X-A ": " b ", X-Empty: ""}
                excluded-models: [" Big ", big, ""]
                models: [{name: m1, alias: one}, {name: m2}]
                api-key-entries:
                  - {api-key: k1, weight: 3, proxy-url: none}
                  - {api-key: k2}
            """);

        assertThat(provider.prefix()).contains("a");
        assertThat(provider.baseUrl()).contains("http://acme_1:8080/v1");
        assertThat(provider.priority()).isEqualTo(7);
        assertThat(provider.headers()).containsOnlyKeys("X-A").containsValue(new Secret("b"));
        assertThat(provider.excludedModels()).containsExactly("big");
        assertThat(provider.models()).containsExactly(new Model("m1", "one"), new Model("m2", "m2"));
        assertThat(provider.credentials()).extracting(Credential::weight).containsExactly(3, 1);
        assertThat(provider.credentials().get(0).proxyUrl()).contains(new Secret("direct"));
        assertThat(provider.credentials().get(1).proxyUrl()).contains(new Secret("socks5://global:1080"));
    }

    @Test
    void makesOneCredentialWithoutKeyForAProviderWithoutKeys() {
        Config.Provider provider = only("openai-compatibility: [{name: a, base-url: 'http://a', disabled: true}]\n");

        assertThat(provider.enabled()).isFalse();
        assertThat(provider.credentials()).singleElement().satisfies(credential -> {
            assertThat(credential.key()).isEmpty();
            assertThat(credential.usable()).isTrue();
        });
    }

    @Test
    void givesStableIdsAndNumbersRepeatedOnes() {
        String yaml = "openai-compatibility: [{name: a, base-url: 'http://a', api-key-entries: [{api-key: k}, {api-key:"
                + " k}]}]\n";

        List<Credential> credentials = only(yaml).credentials();

        String digest =
                CredentialIds.digest("openai-compatibility:a\0k\0http://a\0\0").substring(0, 12);
        assertThat(credentials)
                .extracting(Credential::id)
                .containsExactly("openai-compatibility:a:" + digest, "openai-compatibility:a:" + digest + "-1");
    }

    @Test
    void dropsAPrefixWithASlashInside() {
        Loaded.Ok loaded = ok("claude-api-key: [{api-key: k, prefix: a/b}]\n");

        assertThat(loaded.config().providers().getFirst().prefix()).isEmpty();
        assertThat(loaded.warnings()).singleElement().extracting(Warning::key).isEqualTo("claude-api-key[0].prefix");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai-compatibility: [{name: a}]|0",
                "codex-api-key: [{api-key: k}]|0",
                "xai-api-key: [{api-key: k}]|0",
                "vertex-api-key: [{base-url: 'http://a'}]|0",
                "claude-api-key: [{prefix: a}]|0",
                "gemini-api-key: [{api-key: k}, {api-key: k}]|1",
                "vertex-api-key: [{api-key: k}, {api-key: k, prefix: p}]|1",
            })
    void leavesOutEntriesThatCannotWorkWithAWarning(String yaml, int kept) {
        Loaded.Ok loaded = ok(yaml);

        assertThat(loaded.config().providers()).hasSize(kept);
        assertThat(loaded.warnings()).hasSize(1);
    }

    @Test
    void readsEveryKindOfProvider() {
        Loaded.Ok loaded = ok("""
            openai-compatibility: [{name: a, base-url: "http://a"}]
            claude-api-key: [{api-key: k}]
            gemini-api-key: [{api-key: k}, {api-key: k, prefix: p}]
            codex-api-key: [{api-key: k, base-url: "http://a", websockets: true}]
            vertex-api-key: [{api-key: k}]
            xai-api-key: [{api-key: k, base-url: "http://a"}]
            interactions-api-key: [{api-key: k}]
            """);

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().providers().stream()
                        .map(Config.Provider::kind)
                        .distinct())
                .containsExactlyInAnyOrder(ProviderKind.values());
    }

    @ParameterizedTest
    @CsvSource({
        "fillfirst, FILL_FIRST",
        "FF, FILL_FIRST",
        "fill-first, FILL_FIRST",
        "wrr, WEIGHTED_ROUND_ROBIN",
        "weightedroundrobin, WEIGHTED_ROUND_ROBIN",
        "round-robin, ROUND_ROBIN"
    })
    void knowsTheSynonymsOfStrategies(String word, Config.Strategy strategy) {
        assertThat(ok("routing: {strategy: " + word + "}\n").config().routing().strategy())
                .isEqualTo(strategy);
    }

    @ParameterizedTest
    @CsvSource({"30, 30s", "30s, 30s", "5m, 5m", "1h, 1h", "500ms, 500ms", "1h30m, 90m"})
    void readsDurations(String written, String shown) {
        assertThat(Quantities.duration(written).map(Quantities::show)).contains(shown);
    }

    @Test
    void followsAnchorsAndMerges() {
        Config.Provider second = ok("""
            openai-compatibility:
              - &a {name: a, base-url: "http://a", priority: 2}
              - {<<: *a, name: b}
            """).config().providers().get(1);

        assertThat(second.name()).isEqualTo("b");
        assertThat(second.priority()).isEqualTo(2);
    }
}
