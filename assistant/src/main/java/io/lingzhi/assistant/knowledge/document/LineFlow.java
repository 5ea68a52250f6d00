package io.lingzhi.assistant.knowledge.document;

import java.util.ArrayList;
import java.util.List;

/** Printed lines to paragraphs: a full line that ends without a closing mark goes on with the next one. Pure. */
final class LineFlow {
    private static final String CLOSING = "。！？!?；;：:.”」』）)】";
    private static final double FULL = 0.7;

    private LineFlow() {}

    static List<String> paragraphs(String page) {
        List<String> lines = page.lines().map(String::strip).toList();
        int longest = lines.stream().mapToInt(String::length).max().orElse(0);
        List<String> paragraphs = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int lastLength = 0;
        for (String line : lines) {
            boolean goesOn = !open.isEmpty()
                    && !line.isEmpty()
                    && lastLength >= FULL * longest
                    && CLOSING.indexOf(open.charAt(open.length() - 1)) < 0;
            if (goesOn) {
                join(open, line);
            } else {
                close(open, paragraphs);
                open.append(line);
            }
            lastLength = line.length();
        }
        close(open, paragraphs);
        return paragraphs;
    }

    private static void close(StringBuilder open, List<String> paragraphs) {
        if (!open.isEmpty()) {
            paragraphs.add(open.toString());
            open.setLength(0);
        }
    }

    private static void join(StringBuilder open, String line) {
        char last = open.charAt(open.length() - 1);
        if (last == '-' && Character.isLowerCase(line.charAt(0))) {
            open.setLength(open.length() - 1);
        } else if (last < 0x2E80 || line.charAt(0) < 0x2E80) {
            open.append(' ');
        }
        open.append(line);
    }
}
