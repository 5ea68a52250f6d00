package io.lingzhi.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.usage.UsageReport.Line;
import io.lingzhi.llm.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsageTableTest {
    private static final Line KNOWN = line("灵知-聊天", Optional.of(new Usage(1200, 34, 0, 0, 5)), 0);
    private static final Line UNKNOWN = line("gpt-x", Optional.empty(), 2);

    @Test
    void alignsChineseModelNames() {
        List<String> rows = rows(report(true, KNOWN, UNKNOWN), Locale.ENGLISH);

        assertThat(rows.get(0)).startsWith("model      requests  failed");
        assertThat(rows.get(1)).startsWith("灵知-聊天         2       1");
        assertThat(rows.get(2)).startsWith("gpt-x             2       1");
        assertThat(rows).extracting(DisplayWidth::of).containsOnly(DisplayWidth.of(rows.getFirst()));
    }

    @Test
    void showsUnknownAsAQuestionMarkAndNotAsZero() {
        List<String> rows = rows(report(true, UNKNOWN), Locale.ENGLISH);

        assertThat(rows.get(1).strip().split("\\s{2,}"))
                .containsExactly(
                        "gpt-x",
                        "2",
                        "1",
                        "3",
                        "?",
                        "?",
                        "?",
                        "?",
                        "?",
                        "2",
                        "~$0.0312 (¥0.2184)",
                        "2",
                        "830 ms",
                        "12.3 s",
                        "?");
    }

    @Test
    void speaksChineseToAChineseLocale() {
        List<String> rows = rows(report(true, KNOWN), Locale.SIMPLIFIED_CHINESE);

        assertThat(rows.getFirst()).startsWith("模型").contains("请求", "用量未知");
        assertThat(rows.getLast()).startsWith("合计");
    }

    @Test
    void speaksEnglishToEveryOtherLocale() {
        assertThat(UsageTable.render(report(true, KNOWN), Locale.GERMANY, BigDecimal.valueOf(7)))
                .contains("total")
                .contains("12.3 s");
    }

    @Test
    void saysThatGroupsAreLeftOut() {
        assertThat(UsageTable.render(report(true, KNOWN), Locale.ENGLISH, BigDecimal.valueOf(7)))
                .doesNotContain("only the groups");
        assertThat(UsageTable.render(report(false, KNOWN), Locale.ENGLISH, BigDecimal.valueOf(7)))
                .contains("only the groups");
    }

    @Test
    void letsNoControlCharacterOfAModelNameReachTheTerminal() {
        Line evil = line("a\u001b[2Jb\nc\u202e" + "长".repeat(500), Optional.empty(), 1);
        List<String> rows = rows(report(true, evil), Locale.ENGLISH);

        assertThat(rows).hasSize(3);
        assertThat(rows.get(1)).startsWith("a\ufffd[2Jb\ufffdc\ufffd").contains("…");
        assertThat(rows.get(1)).doesNotContain("\u001b", "\u202e");
        assertThat(DisplayWidth.of(rows.get(1))).isLessThan(220);
    }

    private static List<String> rows(UsageReport report, Locale locale) {
        return UsageTable.render(report, locale, BigDecimal.valueOf(7)).lines().toList();
    }

    private static UsageReport report(boolean complete, Line... lines) {
        return new UsageReport(UsageGrouping.MODEL, UsageRange.ALL, List.of(lines), lines[0], complete);
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // passed on as it stands in the record
    private static Line line(String name, Optional<Usage> usage, long unknown) {
        return new Line(
                name,
                2,
                1,
                3,
                usage,
                unknown,
                Optional.of(Duration.ofMillis(830)),
                Optional.of(Duration.ofMillis(12_345)),
                Optional.empty(),
                new UsageReport.Spent(31_200_000, unknown, 1));
    }
}
