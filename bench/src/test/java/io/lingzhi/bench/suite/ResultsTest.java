package io.lingzhi.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lingzhi.bench.load.Tally;
import io.lingzhi.bench.measure.Footprint;
import io.lingzhi.bench.suite.Trial.Measured;
import io.lingzhi.bench.suite.Trial.Span;
import io.lingzhi.llm.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Words KEYS = (key, _) -> key;
    private static final Shape SHAPE = Cases.JSON_2000_S;

    private final Results results = new Results(
            List.of(
                    measured(Contender.NGINX, Way.CHAT, 1, 10),
                    measured(Contender.EVERYTHING_ON, Way.CHAT, 1, 30),
                    measured(Contender.EVERYTHING_ON, Cases.TO_MESSAGES, 1, 50),
                    measured(Contender.NGINX, Way.CHAT, 2, 20),
                    measured(Contender.EVERYTHING_ON, Way.CHAT, 2, 40),
                    measured(Contender.EVERYTHING_ON, Cases.TO_MESSAGES, 2, 40),
                    measured(Contender.NGINX, Way.CHAT, 3, 10),
                    measured(Contender.EVERYTHING_ON, Way.CHAT, 3, 21),
                    measured(Contender.EVERYTHING_ON, Cases.TO_MESSAGES, 3, 45)),
            List.of(new Results.Start(Duration.ofMillis(650), 120_000_000)),
            OptionalDouble.of(1.25),
            List.of());

    private static Measured measured(String contender, Way way, int round, long cpuMicros) {
        return new Measured(
                new Trial(SHAPE, contender, way),
                round,
                new Span(1_000, 1_000_000_000, 1_000 * cpuMicros * 1_000),
                new Tally.Times(1_000, 1_000_000, 2_000_000, 3_000_000, 4_000_000),
                Tally.Errors.NONE,
                new Footprint(100_000_000, 20, 30),
                new Footprint(150_000_000, 20, 30));
    }

    @Test
    void takesTheRatioInEachRoundFirst() {
        Trial pass = new Trial(SHAPE, Contender.EVERYTHING_ON, Way.CHAT);

        assertThat(results.ratio(pass).orElseThrow()).isCloseTo(2.1, within(1e-9));
        assertThat(results.median(pass, Measured::cpuMicros).orElseThrow()).isCloseTo(30, within(1e-9));
        assertThat(Results.median(List.of(4.0, 1.0, 3.0, 2.0)).orElseThrow()).isEqualTo(2.5);
    }

    @Test
    void tellsTargetsMetMissedAndUnmeasured() {
        List<Targets.Row> rows = Targets.of(results);

        assertThat(row(rows, "json-pass").missed()).isFalse();
        assertThat(row(rows, "json-pass").shown()).isEqualTo("2.10 x nginx");
        assertThat(row(rows, "json-translated").missed()).isTrue();
        assertThat(row(rows, "paced-pass").measured()).isEmpty();
        assertThat(row(rows, "start").shown()).isEqualTo("0.65 s");
        assertThat(row(rows, "body-heap").shown()).isEqualTo("1.25 bodies");
        assertThat(row(rows, "body-heap").missed()).isTrue();
        assertThat(row(rows, "errors").shown()).isEqualTo("0");
    }

    private static Targets.Row row(List<Targets.Row> rows, String key) {
        return rows.stream().filter(row -> row.key().equals(key)).findFirst().orElseThrow();
    }

    @Test
    void printsTablesWithOneWidth() {
        String text = new Report(results, KEYS).text();

        assertThat(text).contains("json-2k-2000/s", "bench.met", "bench.missed", "bench.unmeasured");
        for (String table : text.split("\n\n")) {
            assertThat(table.lines().map(String::length).distinct()).hasSize(1);
        }
    }

    @Test
    void writesJsonAndAChart() throws Exception {
        var json = Json.parseObject(
                ResultsJson.of(results, Map.of("commit", "abc")).getBytes(StandardCharsets.UTF_8));

        assertThat(json.list("trials")).hasSize(9);
        assertThat(json.decimal("held_bodies")).contains(1.25);
        assertThat(json.object("machine").string("commit")).contains("abc");
        assertThat(Chart.of(results, "a < b"))
                .startsWith("<svg")
                .contains("a &lt; b", "chat&gt;messages", ">2.10<")
                .endsWith("</svg>\n");
    }

    @Test
    void readsAnotherGatewayAndRefusesWhatIsNone() {
        assertThat(Other.parse("peer=run --port=9 --to {upstream}; 9"))
                .isEqualTo(new Other("peer", "run --port=9 --to {upstream}", 9));
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException().isThrownBy(() -> Other.parse("peer"));
    }

    @Test
    void tellsTheSlopeOfMemoryOverTheSecondHalf() {
        List<Footprint> all = java.util.stream.LongStream.range(0, 20)
                .mapToObj(i -> new Footprint(i < 10 ? 0 : 1_000_000 * i, 1, 1))
                .toList();

        assertThat(new Lasting.Samples(all, 10).rssSlope()).isCloseTo(6_000_000, within(1.0));
    }

    @Test
    void readsHowMuchIsLiveFromAClassHistogram(@TempDir Path folder) throws Exception {
        Path whole = Files.writeString(folder.resolve("whole"), """
            4321:
             num     #instances         #bytes  class name (module)
               1:           12            480  [B (java.base@25)
            Total           40           1234
            """);
        Path broken = Files.writeString(folder.resolve("broken"), "com.sun.tools.attach.AttachNotSupportedException\n");

        assertThat(HeldBodies.total(whole)).hasValue(1234);
        assertThat(HeldBodies.total(broken)).isEmpty();
        assertThat(HeldBodies.bodies(8L * 1_999_000)).isEqualTo(1.0);
        assertThat(HeldBodies.bodies(8L * 2_020_000)).isEqualTo(1.01);
    }
}
