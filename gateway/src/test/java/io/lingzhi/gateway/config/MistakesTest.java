package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MistakesTest {
    @TempDir
    Path folder;

    private List<Problem> refused(String yaml) {
        return ConfigFolder.at(folder).refused(yaml);
    }

    @Test
    void tellsFiveDifferentMistakesAtOnceWithTheirPlaces() {
        List<Problem> problems = refused("""
            port: many
            debug: perhaps
            api-keys: one-key
            routing:
              strategy: random
            openai-compatibility:
              - name: acme
                base-url: ftp://acme.example
            """);

        assertThat(problems.stream().map(problem -> problem.place().line() + " " + problem.key()))
                .containsExactly(
                        "1 port",
                        "2 debug",
                        "3 api-keys",
                        "5 routing.strategy",
                        "8 openai-compatibility[acme].base-url");
        assertThat(problems.get(0))
                .hasToString(folder.resolve("config.yaml")
                        + ":1:7: port: found \"many\"; expected a whole number from 0 to 65535");
        assertThat(problems.get(2).found()).isEqualTo("a single value");
    }

    @Test
    void showsBothLinesOfAKeyThatStandsTwice() {
        List<Problem> problems = refused("port: 1\nrouting:\n  strategy: ff\n  strategy: wrr\nport: 2\n");

        assertThat(problems.stream().map(Problem::found))
                .containsExactly("the key strategy twice, on lines 3 and 4", "the key port twice, on lines 1 and 5");
    }

    @Test
    void refusesARepeatedListBelowTheTop() {
        assertThat(refused("assistant:\n  order: [a]\n  order: [b]\n"))
                .singleElement()
                .extracting(Problem::key)
                .isEqualTo("assistant.order");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 65536|port",
                "port: -1|port",
                "'limits: {body: 0}'|limits.body",
                "'limits: {connections: 0}'|limits.connections",
                "'deadlines: {idle: 0}'|deadlines.idle",
                "'deadlines: {idle: soon}'|deadlines.idle",
                "'tls: {enable: true, cert: a.pem}'|tls.key",
                "proxy-url: 'ftp://proxy:1'|proxy-url",
                "proxy-url: 'proxy:1080'|proxy-url",
                "proxy-url: 'socks5://proxy:99999'|proxy-url",
                "'routing: [a]'|routing",
                "'assistant: {models: {a: [b]}}'|assistant.models.a",
                "'payload: {default: 3}'|payload.default",
                "'port: ${PORT}'|port",
                "'debug: ${1}'|debug",
                "'oauth-model-alias: &a {b: [*a]}'|oauth-model-alias",
                "'claude-api-key: [{api-key: k, weight: 1000001}]'|claude-api-key[0].weight",
                "'claude-api-key: [{api-key: k, cloak: {mode: always-on}}]'|claude-api-key[0].cloak.mode",
                "'claude-api-key: [{api-key: k, headers: {\"a b\": c}}]'|claude-api-key[0].headers",
                "'claude-api-key: [{api-key: k, models: [{alias: c}]}]'|claude-api-key[0].models[0].name",
            })
    void refuses(String yaml, String key) {
        assertThat(refused(yaml)).singleElement().extracting(Problem::key).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "- a\n", "just text\n"})
    void refusesAFileThatIsNoMapping(String yaml) {
        assertThat(refused(yaml)).singleElement().extracting(Problem::key).isEqualTo("");
    }

    @Test
    void tellsTheLineOfASyntaxMistake() {
        assertThat(refused("port: 1\nhost: \"open\nx: y\n"))
                .singleElement()
                .extracting(problem -> problem.place().line())
                .isEqualTo(4);
        assertThat(refused("port: 1\n\tdebug: true\n"))
                .singleElement()
                .extracting(problem -> problem.place().line())
                .isEqualTo(2);
    }

    @Test
    void tellsWhereTheFileIsNotUtf8() throws IOException {
        ConfigFolder at = ConfigFolder.at(folder);
        Files.write(at.file(), new byte[] {'a', ':', ' ', 'b', '\n', 'c', (byte) 0xff});

        assertThat(at.loader().load(at.file()))
                .isInstanceOfSatisfying(
                        Loaded.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .extracting(Problem::place)
                                .isEqualTo(new Place(at.file(), 2, 2)));
    }

    @Test
    void tellsAFileThatCannotBeRead() {
        ConfigFolder at = ConfigFolder.at(folder);

        assertThat(at.loader().load(folder.resolve("absent.yaml"))).isInstanceOf(Loaded.Refused.class);
        assertThat(at.loader().load(folder)).isInstanceOf(Loaded.Refused.class);
    }

    @Test
    void refusesToServeEverybodyWithoutKeys() {
        assertThat(refused("host: 0.0.0.0\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.expected())
                        .contains("api-keys", "host: 127.0.0.1", "allow-anonymous: true"));
        assertThat(refused("host: ''\n")).hasSize(1);
        assertThat(refused("assistant: {host: '::'}\n"))
                .singleElement()
                .extracting(Problem::key)
                .isEqualTo("assistant.host");
        ConfigFolder.at(folder).ok("host: 0.0.0.0\nallow-anonymous: true\n");
        ConfigFolder.at(folder).ok("host: 0.0.0.0\napi-keys: [k]\n");
        ConfigFolder.at(folder).ok("host: localhost\n");
    }

    @Test
    void refusesKeysOfATemplate() {
        assertThat(refused("api-keys: [mine, your-api-key-2]\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("your-api-key-2", "replace it"));
    }

    @Test
    void suggestsTheNearestKnownKey() {
        Loaded.Ok loaded = ConfigFolder.at(folder).ok("prot: 1\nrequest_retry: 2\nzebra: 1\nrouting: {stratgy: ff}\n");

        assertThat(ConfigFolder.texts(loaded.warnings()))
                .contains(":1:1: prot: unknown key, ignored; did you mean port?")
                .contains("did you mean request-retry?")
                .contains(":3:1: zebra: unknown key, ignored\n")
                .contains("routing.stratgy: unknown key, ignored; did you mean strategy?");
    }

    @Test
    void speaksChineseWhenAsked() {
        Path file = ConfigFolder.at(folder).write("config.yaml", "port: x\n");

        Loaded loaded = new ConfigLoader(Map.of(), folder, Locale.SIMPLIFIED_CHINESE).load(file);

        assertThat(loaded)
                .isInstanceOfSatisfying(
                        Loaded.Refused.class,
                        refused -> assertThat(refused.problems().getFirst().text())
                                .contains("port: 现为 \"x\";应为 0 到 65535 的整数"));
    }
}
