package io.lingzhi.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ConductReaderTest {
    @TempDir
    private Path folder;

    private static final String ENTRY = """
        openai-compatibility:
          - name: p
            base-url: http://127.0.0.1:1/v1
            models: [{name: m}]
        """;

    @Test
    void readsDeadlinesOfOneEntryOverThoseOfAll() {
        Config config = ConfigFolder.at(folder)
                .ok("deadlines: {connect: 3s, idle: 40s}\n" + ENTRY
                        + "    deadlines: {idle: 7s, slow-stream: {tokens-per-second: 2, window: 9s}}\n")
                .config();
        Conduct conduct = config.providers().getFirst().conduct();
        Deadlines deadlines = config.deadlines().with(conduct.deadlines());
        assertThat(deadlines.connect()).isEqualTo(Duration.ofSeconds(3));
        assertThat(deadlines.idle()).isEqualTo(Duration.ofSeconds(7));
        assertThat(deadlines.slowest()).contains(new Deadlines.Pace(2, Duration.ofSeconds(9)));
        assertThat(deadlines.firstToken()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.deadlines().slowest()).isEmpty();
        assertThat(config.deadlines().request()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void readsErrorRulesInOrder() {
        Config config = ConfigFolder.at(folder).ok(ENTRY + """
                request-retry: 1
                request-scoped-errors:
                  - {status: 400, match: [busy, full], action: continue}
                  - {status: 400, match-regexr: ["^.{0,3}no$", "(?i)quota"], action: stop-and-cooldown}
                  - {status: 418, action: continue-and-cooldown}
            """).config();
        Conduct conduct = config.providers().getFirst().conduct();
        assertThat(config.providers().getFirst().terms().requestRetry()).contains(1);
        List<ErrorRule> rules = conduct.errorRules();
        assertThat(ErrorRule.first(rules, 400, bytes("all busy"))).contains(ErrorRule.Action.CONTINUE);
        assertThat(ErrorRule.first(rules, 400, bytes("QUOTA"))).contains(ErrorRule.Action.STOP_AND_COOLDOWN);
        assertThat(ErrorRule.first(rules, 400, bytes("else"))).isEmpty();
        assertThat(ErrorRule.first(rules, 500, bytes("busy"))).isEmpty();
        assertThat(ErrorRule.first(rules, 418, bytes(""))).contains(ErrorRule.Action.CONTINUE_AND_COOLDOWN);
    }

    @Test
    void endsASearchThatWouldNeverEnd() {
        Config config = ConfigFolder.at(folder).ok(ENTRY + """
                request-scoped-errors:
                  - {status: 400, match-regexr: ["(a+)+$"], action: stop}
            """).config();
        List<ErrorRule> rules = config.providers().getFirst().conduct().errorRules();
        assertThat(ErrorRule.first(rules, 400, bytes("a".repeat(5000) + "b"))).isEmpty();
    }

    @Test
    void tellsAPatternThatCannotBeRead() {
        assertThat(ConfigFolder.at(folder).refused(ENTRY + """
                request-scoped-errors:
                  - {status: 400, match-regexr: ["("], action: stop}
            """))
                .singleElement()
                .asString()
                .contains("regular expression");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
