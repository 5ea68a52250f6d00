package io.lingzhi.gateway.usage;

import io.lingzhi.gateway.money.Amount;
import io.lingzhi.gateway.usage.UsageReport.Line;
import io.lingzhi.llm.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A usage report as plain text in aligned columns, in Chinese or English. {@code ?} stands for what is unknown. */
public final class UsageTable {
    private static final int NAME_COLUMNS = 60;
    private static final String GAP = "  ";
    private static final String UNKNOWN = "?";

    private UsageTable() {}

    /** The table, each line ended by a line feed. Every language but Chinese is served in English. */
    public static String render(UsageReport report, Locale locale, BigDecimal cnyPerUsd) {
        boolean chinese = "zh".equals(locale.getLanguage());
        List<List<String>> rows = new ArrayList<>();
        rows.add(chinese ? chineseHeads(report.by()) : englishHeads(report.by()));
        report.lines().forEach(line -> rows.add(cells(line.name(), line, cnyPerUsd)));
        rows.add(cells(chinese ? "合计" : "total", report.total(), cnyPerUsd));
        StringBuilder out = new StringBuilder();
        List<Integer> widths = widths(rows);
        rows.forEach(row -> append(out, row, widths));
        if (!report.complete()) {
            out.append(chinese ? "(仅列出请求最多的组；合计包含全部)\n" : "(only the groups with most requests; the total has all)\n");
        }
        return out.toString();
    }

    private static List<String> englishHeads(UsageGrouping by) {
        String name = switch (by) {
            case MODEL -> "model";
            case KEY -> "key";
            case PROVIDER -> "provider";
            case DAY -> "day";
        };
        return List.of(
                name,
                "requests",
                "failed",
                "attempts",
                "input",
                "output",
                "cache read",
                "cache write",
                "reasoning",
                "unknown",
                "cost",
                "unpriced",
                "p50",
                "p95",
                "first token");
    }

    private static List<String> chineseHeads(UsageGrouping by) {
        String name = switch (by) {
            case MODEL -> "模型";
            case KEY -> "密钥";
            case PROVIDER -> "提供方";
            case DAY -> "日期";
        };
        return List.of(
                name, "请求", "失败", "尝试", "输入", "输出", "缓存读", "缓存写", "推理", "用量未知", "费用", "无价", "p50", "p95", "首个词元");
    }

    private static List<String> cells(String name, Line line, BigDecimal cnyPerUsd) {
        return List.of(
                DisplayWidth.fit(name, NAME_COLUMNS),
                Long.toString(line.requests()),
                Long.toString(line.failures()),
                Long.toString(line.attempts()),
                tokens(line, Usage::input),
                tokens(line, Usage::output),
                tokens(line, Usage::cacheRead),
                tokens(line, Usage::cacheWrite),
                tokens(line, Usage::reasoning),
                Long.toString(line.unknown()),
                cost(line.spent(), cnyPerUsd),
                Long.toString(line.spent().unpriced()),
                line.latencyMedian().map(UsageTable::time).orElse(UNKNOWN),
                line.latencyP95().map(UsageTable::time).orElse(UNKNOWN),
                line.firstTokenAverage().map(UsageTable::time).orElse(UNKNOWN));
    }

    /** The known sum; {@code ~} says that a part of it is estimated, and {@code ?} that nothing of it is known. */
    private static String cost(UsageReport.Spent spent, BigDecimal cnyPerUsd) {
        if (spent.nanos() == 0 && spent.unpriced() > 0) {
            return UNKNOWN;
        }
        return (spent.estimated() > 0 ? "~" : "") + Amount.both(spent.nanos(), cnyPerUsd);
    }

    private static String tokens(Line line, Function<Usage, Long> part) {
        return line.usage().map(part).map(count -> Long.toString(count)).orElse(UNKNOWN);
    }

    private static String time(Duration duration) {
        long millis = duration.toMillis();
        return millis < 10_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private static List<Integer> widths(List<List<String>> rows) {
        List<Integer> widths =
                new ArrayList<>(Collections.nCopies(rows.getFirst().size(), 0));
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths.set(column, Math.max(widths.get(column), DisplayWidth.of(row.get(column))));
            }
        }
        return widths;
    }

    /** The name stands left in its column, every figure right. */
    private static void append(StringBuilder out, List<String> row, List<Integer> widths) {
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths.get(column) - DisplayWidth.of(cell));
            out.append(column == 0 ? cell + padding : GAP + padding + cell);
        }
        out.append('\n');
    }
}
