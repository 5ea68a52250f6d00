package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
    @TempDir
    Path folder;

    private static Variables.Filled fill(String raw) {
        return new Variables(List.of(Map.of("A", "1", "EMPTY", ""), Map.of("A", "2", "B", "3", "EMPTY", "4")))
                .fill(raw);
    }

    private static String filled(String raw) {
        return fill(raw).text();
    }

    @Test
    void fillsFromTheFirstLayerThatHasTheName() {
        assertThat(filled("x${A}y${B}")).isEqualTo("x1y3");
        assertThat(filled("${NONE:-d:-e}${EMPTY:-f}${A:-g}")).isEqualTo("d:-ef1");
    }

    @Test
    void leavesOtherDollarsAlone() {
        assertThat(filled("$2a$10$abc $A $${A} $")).isEqualTo("$2a$10$abc $A ${A} $");
    }

    @Test
    void tellsMissingAndMalformedNames() {
        assertThat(fill("${NONE}${EMPTY}").missing()).containsExactly("NONE", "EMPTY");
        assertThat(fill("${1}").malformed()).isTrue();
        assertThat(fill("a ${open").malformed()).isTrue();
    }

    @Test
    void readsDotEnvLinesOfEveryKind() {
        DotEnv read = DotEnv.parse(String.join(
                "\r\n",
                "\uFEFFA=1",
                "# c",
                "export B = two words # c",
                "C=\"x # y\\n\\\"\" # c",
                "D='$E \\n'",
                "E=",
                "F=a#b",
                "no line",
                "G=\"open"));

        assertThat(read.values())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("A", "1", "B", "two words", "C", "x # y\n\"", "D", "$E \\n", "E", "", "F", "a#b"));
        assertThat(read.badLines()).containsExactly(8, 9);
    }

    @Test
    void prefersTheEnvironmentThenTheFileBesideThenTheWorkingFolder() {
        ConfigFolder at = ConfigFolder.at(folder).with("ONE", "environment");
        at.write(".env", "ONE=beside\nTWO=beside\nbroken\n");
        ConfigFolder.at(folder.resolve("work")).write(".env", "ONE=work\nTWO=work\nTHREE=work\n");

        Loaded.Ok loaded = at.ok("assistant: {order: ['${ONE}', '${TWO}', '${THREE}']}\n");

        assertThat(loaded.config().assistant().order()).containsExactly("environment", "beside", "work");
        assertThat(loaded.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.text()).contains(".env:3:1"));
    }

    @Test
    void doesNotFillAnEmptyVariableOfTheEnvironmentFromAFile() {
        ConfigFolder at = ConfigFolder.at(folder).with("ACME_KEY", "");
        at.write(".env", "ACME_KEY=sk-file\n");

        Loaded.Ok loaded = at.ok(ConfigFolder.PROVIDER);

        assertThat(loaded.config()
                        .providers()
                        .getFirst()
                        .credentials()
                        .getFirst()
                        .missing())
                .containsExactly("ACME_KEY");
        assertThat(loaded.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.text()).contains("ACME_KEY", "a candidate is lost for big"));
    }

    @Test
    void namesEveryAliasInTheOneWarningOfAVariable() {
        String second = """
              - name: other
                base-url: https://other.example
                headers: {X-Key: "${ACME_KEY}", X-Other: "${OTHER}", X-Fixed: "1"}
                models: [{name: small}]
                api-key-entries: [{api-key: k, proxy-url: "socks5://u:${ACME_KEY}@p:1"}]
            """;

        Loaded.Ok loaded = ConfigFolder.at(folder).ok(ConfigFolder.PROVIDER + second);

        assertThat(loaded.warnings()).hasSize(2);
        assertThat(ConfigFolder.texts(loaded.warnings()))
                .contains("ACME_KEY: the variable is not set: a candidate is lost for big, small")
                .contains("OTHER: the variable is not set: the header X-Other of other is left out");
        assertThat(loaded.config().providers().get(1).headers()).containsOnlyKeys("X-Fixed");
        assertThat(loaded.config().providers().get(1).credentials().getFirst().usable())
                .isFalse();
    }
}
