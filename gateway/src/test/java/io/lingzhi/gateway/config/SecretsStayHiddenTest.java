package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Puts one recognisable secret wherever a secret can stand, well and badly written, and looks for it in all texts. */
class SecretsStayHiddenTest {
    private static final String SECRET = "QqS3cr3tqQ";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-keys: [$]",
                "api-keys: $",
                "api-keys: {$: 1}",
                "api-keys: [[$]]",
                "api-keys: [{a: $}]",
                "api-keys: ['${${: $']",
                "remote-management: {secret-key: $}",
                "remote-management: {secret-key: [$]}",
                "remote-management: $",
                "remote-management: {secret-key: *$}",
                "remote-management: {secret-key: \"$\\q\"}",
                "proxy-url: 'socks5://u:$@proxy:1'",
                "proxy-url: 'ftp://u:$@proxy'",
                "proxy-url: $",
                "openai-compatibility: [{name: a, base-url: 'http://u:$@a'}]",
                "openai-compatibility: [{name: a, base-url: 'ftp://u:$@a'}]",
                "openai-compatibility: [{name: a, base-url: 'https://a?key=$'}]",
                "openai-compatibility: [{name: a, base-url: 'https://u:a/$@a'}]",
                "openai-compatibility: [{name: a, base-url: 'u:$@a'}]",
                "openai-compatibility: [{name: a, base-url: 'http://a', headers: {X: 'Bearer $'}}]",
                "openai-compatibility: [{name: a, base-url: 'http://a', headers: 'Bearer $'}]",
                "openai-compatibility: [{name: a, base-url: 'http://a', headers: {X: \"$\\nb\"}}]",
                "openai-compatibility: [{name: a, base-url: 'http://a', api-keys: [$]}]",
                "openai-compatibility: [{name: a, base-url: 'http://a', api-key-entries: [$]}]",
                "openai-compatibility: [{name: a, base-url: 'http://a', api-key-entries: $}]",
                "openai-compatibility: [{name: a, base-url: 'http://a', api-key-entries: [{api-key: $}]}]",
                "openai-compatibility: [{name: a, base-url: 'http://a', api-key-entries: [{api-key: [$]}]}]",
                "openai-compatibility: [{name: a, base-url: 'http://a', api-key-entries: [{api-key: $, proxy-url:"
                        + " $}]}]",
                "claude-api-key: [$]",
                "claude-api-key: [{api-key: $, prefix: a/b}]",
                "generative-language-api-key: [$]",
                "ampcode: {upstream-api-key: $, upstream-api-keys: [{upstream-api-key: $}]}",
                "plugins: {store-auth: [{token: $}]}",
                "plugins: {store-auth: $}",
                "auth: $",
                "assistant: {gateway-key: $}",
                "gemini: {client-secret: $}",
                "gemini: {client-secret: {a: $}}",
            })
    void neverShowsASecret(String template) {
        ConfigFolder at = ConfigFolder.at(folder);
        Loaded.Ok empty = at.ok("port: 1\n");
        String yaml = template.replace("$", SECRET).replace("{" + SECRET + "{", "${") + "\n";
        at.write("config.yaml", yaml);

        Loaded loaded = at.loader().load(at.file());

        assertThat(yaml).contains(SECRET);
        assertThat(loaded.toString()).doesNotContain(SECRET);
        if (loaded instanceof Loaded.Ok ok) {
            List<Change> changes = empty.settings().changesTo(ok.settings());
            assertThat(changes).hasSizeGreaterThan(1);
            assertThat(changes.toString()).doesNotContain(SECRET);
            assertThat(ok.settings().changesTo(empty.settings()).toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void masksOldAndNewValuesOfAChange() {
        ConfigFolder at = ConfigFolder.at(folder);
        Settings before = at.ok("api-keys: [first-key]\nport: 1\n").settings();
        Settings after = at.ok("api-keys: [other-key, third-key]\nport: 2\ndebug: true\n")
                .settings();

        assertThat(before.changesTo(after).stream().map(Change::toString))
                .containsExactlyInAnyOrder(
                        "port: 1 -> 2",
                        "debug: false -> true",
                        "api-keys[0]: *** -> ***",
                        "api-keys[1]: (none) -> ***");
        assertThat(ConfigWatcher.restartKeys(before.changesTo(after))).containsExactly("port");
    }

    @Test
    void hidesItselfInDotEnvAndVariables() {
        assertThat(DotEnv.parse("A=" + SECRET).toString()).doesNotContain(SECRET);
        assertThat(new Variables(List.of(DotEnv.parse("A=" + SECRET).values()))
                        .fill("${A}")
                        .toString())
                .doesNotContain(SECRET);
    }
}
