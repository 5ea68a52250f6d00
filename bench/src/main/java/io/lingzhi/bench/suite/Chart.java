package io.lingzhi.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A picture of the ratios to nginx: one bar for each case and way, with nginx itself as the line at 1. */
final class Chart {
    private static final int LABELS = 300;
    private static final int BARS = 420;
    private static final int BAR = 16;
    private static final int STEP = 24;
    private static final int TOP = 40;
    private static final String OURS = "#2f6f9f";
    private static final String PLAIN = "#8fb8d6";

    private final List<Bar> bars = new ArrayList<>();
    private final String title;

    private record Bar(String label, double ratio, String colour) {}

    private Chart(Results results, String title) {
        this.title = title;
        for (Trial trial : results.trials()) {
            OptionalDouble ratio = results.ratio(trial);
            boolean other = !trial.contender().equals(Contender.NGINX);
            if (other && ratio.isPresent() && ratio.getAsDouble() > 0) {
                String label = trial.shape().name() + "  " + trial.way().word() + "  " + trial.contender();
                String colour = trial.contender().equals(Contender.EVERYTHING_ON) ? OURS : PLAIN;
                bars.add(new Bar(label, ratio.getAsDouble(), colour));
            }
        }
    }

    /** The picture as SVG. */
    static String of(Results results, String title) {
        return new Chart(results, title).svg();
    }

    private String svg() {
        double most = bars.stream().mapToDouble(Bar::ratio).max().orElse(1);
        double unit = BARS / Math.max(1.5, most);
        int height = TOP + bars.size() * STEP + 10;
        StringBuilder svg = new StringBuilder("""
            <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
            <rect width="100%%" height="100%%" fill="white"/>
            <text x="10" y="20" font-size="14">%s</text>
            """.formatted(LABELS + BARS + 60, height, escaped(title)));
        for (int i = 0; i < bars.size(); i++) {
            svg.append(bar(bars.get(i), TOP + i * STEP, unit));
        }
        double one = LABELS + unit;
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#c0392b\"/>%n",
                one,
                one,
                TOP - 8,
                height - 8));
        return svg.append("</svg>\n").toString();
    }

    private static String bar(Bar bar, int y, double unit) {
        return String.format(
                Locale.ROOT,
                """
                <text x="%d" y="%d" text-anchor="end">%s</text>
                <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
                <text x="%.1f" y="%d">%.2f</text>
                """,
                LABELS - 8,
                y + BAR - 4,
                escaped(bar.label()),
                LABELS,
                y,
                bar.ratio() * unit,
                BAR,
                bar.colour(),
                LABELS + bar.ratio() * unit + 5,
                y + BAR - 4,
                bar.ratio());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
