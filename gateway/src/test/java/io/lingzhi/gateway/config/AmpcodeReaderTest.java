package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmpcodeReaderTest {
    @TempDir
    Path folder;

    private Loaded.Ok ok(String yaml) {
        return ConfigFolder.at(folder).ok(yaml);
    }

    @Test
    void readsTheSection() {
        Loaded.Ok loaded = ok("""
            ampcode:
              upstream-url: https://amp.example/
              upstream-api-key: k
              upstream-api-keys: [{upstream-api-key: u, api-keys: [a, b]}]
              restrict-management-to-localhost: true
              model-mappings:
                - {from: '^claude-(opus|haiku)', to: big, regex: true}
                - {from: Claude.Opus, to: exact}
              force-model-mappings: true
            """);

        Ampcode amp = loaded.config().ampcode();
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.inactiveKeys()).isEmpty();
        assertThat(amp.upstreamUrl()).contains("https://amp.example");
        assertThat(amp.upstreamKey()).contains(new Secret("k"));
        assertThat(amp.clientKeys())
                .containsExactly(new Ampcode.ClientKeys(new Secret("u"), Set.of(new Secret("a"), new Secret("b"))));
        assertThat(amp.localOnly()).isTrue();
        assertThat(amp.force()).isTrue();
        assertThat(amp.mappings()).extracting(Ampcode.Mapping::to).containsExactly("exact", "big");
        assertThat(amp.mappings().get(0).from().matcher("claude.opus").find()).isTrue();
        assertThat(amp.mappings().get(0).from().matcher("claude-opus").find()).isFalse();
        assertThat(amp.mappings().get(1).from().matcher("CLAUDE-HAIKU-4").find())
                .isTrue();
    }

    @Test
    void readsTheFlatKeysAndAdvisesTheSection() {
        Loaded.Ok loaded = ok("""
            amp-upstream-url: https://amp.example
            amp-upstream-api-key: k
            amp-restrict-management-to-localhost: true
            amp-model-mappings: [{from: a, to: b}]
            amp-force-model-mappings: true
            """);

        Ampcode amp = loaded.config().ampcode();
        assertThat(amp.upstreamUrl()).contains("https://amp.example");
        assertThat(amp.upstreamKey()).contains(new Secret("k"));
        assertThat(amp.localOnly()).isTrue();
        assertThat(amp.force()).isTrue();
        assertThat(amp.mappings()).hasSize(1);
        assertThat(ConfigFolder.texts(loaded.warnings()))
                .contains("write ampcode.upstream-url")
                .contains("write ampcode.model-mappings");
    }

    @Test
    void prefersTheSectionToTheFlatKeys() {
        Ampcode amp = ok("""
            amp-upstream-url: https://old.example
            amp-restrict-management-to-localhost: true
            amp-model-mappings: [{from: a, to: old}]
            ampcode:
              upstream-url: https://new.example
              restrict-management-to-localhost: false
              model-mappings: [{from: a, to: new}]
            """).config().ampcode();

        assertThat(amp.upstreamUrl()).contains("https://new.example");
        assertThat(amp.localOnly()).isFalse();
        assertThat(amp.mappings()).extracting(Ampcode.Mapping::to).containsExactly("new");
    }

    @Test
    void isEmptyWithoutKeys() {
        assertThat(ok("port: 1\n").config().ampcode()).isEqualTo(Ampcode.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9", "http://localhost", "http://[::1]:9", "https://ampcode.com"})
    void takesAddressesThatNobodyOnTheWayCanRead(String url) {
        assertThat(ok("ampcode: {upstream-url: '" + url + "'}\n")
                        .config()
                        .ampcode()
                        .upstreamUrl())
                .contains(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ampcode.com", "http://10.0.0.1", "https://user:pw@ampcode.com", "ampcode.com"})
    void refusesOtherAddressesAtTheirLine(String url) {
        List<Problem> problems = ConfigFolder.at(folder).refused("ampcode:\n  upstream-url: '" + url + "'\n");

        assertThat(problems).extracting(Problem::key).containsExactly("ampcode.upstream-url");
        assertThat(problems.getFirst().place().line()).isEqualTo(2);
    }

    @Test
    void refusesABrokenPatternAtItsLine() {
        List<Problem> problems = ConfigFolder.at(folder).refused("""
            ampcode:
              model-mappings:
                - {from: a, to: b}
                - {from: '(a', to: b, regex: true}
            """);

        assertThat(problems).extracting(Problem::key).containsExactly("ampcode.model-mappings[1].from");
        assertThat(problems.getFirst().place().line()).isEqualTo(4);
        assertThat(problems.getFirst().found()).startsWith("a regular expression that cannot be read (");
    }

    @Test
    void warnsOfAMappingThatLacksAName() {
        Loaded.Ok loaded = ok("ampcode: {model-mappings: [{from: a}]}\n");

        assertThat(loaded.config().ampcode().mappings()).isEmpty();
        assertThat(ConfigFolder.texts(loaded.warnings())).contains("ampcode.model-mappings[0]: the item is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "a b", "http://x", "fe80::/129", "/8", "x/8"})
    void refusesPlacesThatAreNone(String place) {
        assertThat(ConfigFolder.at(folder).refused("media-fetch-allow: ['" + place + "']\n"))
                .extracting(Problem::key)
                .containsExactly("media-fetch-allow[0]");
    }

    @Test
    void readsMediaFetching() {
        Loaded.Ok loaded = ok("""
            media-fetch: false
            media-fetch-allow: [10.0.0.0/8, files.example, 'fd00::/8']
            limits: {media: 1MiB}
            """);
        assertThat(loaded.config().mediaFetching())
                .isEqualTo(new MediaFetching(
                        false, List.of("10.0.0.0/8", "files.example", "fd00::/8"), 1 << 20, Optional.empty()));
        assertThat(ok("port: 1\n").config().mediaFetching())
                .isEqualTo(new MediaFetching(true, List.of(), 20 << 20, Optional.empty()));
    }
}
