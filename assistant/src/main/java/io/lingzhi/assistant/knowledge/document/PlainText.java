package io.lingzhi.assistant.knowledge.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text without markup. Headings are lines such as {@code 第三章 合同的效力} or {@code Chapter 3}. */
final class PlainText {
    private static final Pattern HEADING =
            Pattern.compile("(?m)^[ \\t\\u3000]{0,8}(?:(第[一二三四五六七八九十百零〇\\d]{1,6}[编篇部章])|(第[一二三四五六七八九十百零〇\\d]{1,6}节)"
                    + "|(?:(?:Chapter|Part)\\s+[\\dIVXLC]{1,6}\\b))[^\\n。!?！？]{0,40}$");

    private PlainText() {}

    static Extracted read(String text) {
        return new Extracted(text, headings(text));
    }

    static List<Heading> headings(String text) {
        List<Heading> found = new ArrayList<>();
        Matcher matcher = HEADING.matcher(text);
        while (matcher.find()) {
            int level = matcher.group(2) == null ? 1 : 2;
            found.add(new Heading(level, matcher.group().strip(), matcher.start()));
        }
        return found;
    }
}
