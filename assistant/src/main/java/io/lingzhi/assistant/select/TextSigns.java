package io.lingzhi.assistant.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the form of a text tells of its complexity: length, structure, code, and words that ask for thought. Pure, and
 * linear in the text, of which only the beginning and the end are read.
 */
final class TextSigns {
    /** Longer texts are judged by this much of their beginning, where the question is, or their end. */
    private static final int MOST_READ = 4000;

    private static final double LENGTH_SHARE = 0.30;
    private static final double LONG = 1200;
    private static final double STRUCTURE_SHARE = 0.20;
    private static final double CODE_SHARE = 0.25;
    private static final double THOUGHT_SHARE = 0.55;
    private static final int MANY_STEPS = 4;

    private static final Pattern ITEM = Pattern.compile("(?m)^\\s*(?:[-*•]|\\d{1,2}[.)、]|[(（]\\d{1,2}[)）])\\s*\\S");
    private static final Pattern QUESTION = Pattern.compile("[?？]");
    private static final Pattern CODE = Pattern.compile("```|(?m)^\\s{4,}\\S.*[;{}]$|\\b(?:def|class|import|public|func"
            + "|return|SELECT|const|let)\\b.*[(){};=]|=>|</\\w+>|\\w+\\(\\w*\\)\\s*[;{]");
    private static final String CHINESE_THOUGHT =
            "为什么|证明|推导|推理|分析|比较|对比|权衡|设计|架构|优化|评估|论证|反驳|策略|方案|规划|步骤|原理|影响|利弊|计算复杂度|重构";
    private static final String ENGLISH_THOUGHT = String.join(
            "|",
            "prove|derive|why|analy[sz]e|compare|trade-?offs?|design|architect\\w*|optimi[sz]e|evaluate|critique",
            "strategy|plan|step by step|explain how|reason|refactor|debug|complexity");
    private static final Pattern THOUGHT =
            Pattern.compile(CHINESE_THOUGHT + "|\\b(?:" + ENGLISH_THOUGHT + ")\\b", Pattern.CASE_INSENSITIVE);

    private TextSigns() {}

    /** From 0 to 1; what counted is added to {@code signs}. */
    static double score(String whole, List<String> signs) {
        String text = excerpt(whole);
        double score = LENGTH_SHARE * Math.min(1, weight(whole) / LONG);
        if (weight(whole) > LONG / 4) {
            signs.add(whole.codePointCount(0, whole.length()) + " characters");
        }
        long parts = ITEM.matcher(text).results().count()
                + Math.max(0, QUESTION.matcher(text).results().count() - 1);
        if (parts > 0) {
            score += STRUCTURE_SHARE * Math.min(1, parts / (double) MANY_STEPS);
            signs.add(parts + " listed points or further questions");
        }
        if (CODE.matcher(text).find()) {
            score += CODE_SHARE;
            signs.add("code");
        }
        List<String> words = thoughtWords(text);
        if (!words.isEmpty()) {
            score += THOUGHT_SHARE * Math.min(1, (1 + words.size()) / 4.0);
            signs.add("words that ask for thought: " + String.join(", ", words.subList(0, Math.min(3, words.size()))));
        }
        return Math.min(1, score);
    }

    private static String excerpt(String text) {
        return text.length() <= MOST_READ
                ? text
                : text.substring(0, MOST_READ / 2) + "\n" + text.substring(text.length() - MOST_READ / 2);
    }

    /** A Chinese character says about as much as two Latin letters. */
    private static double weight(String text) {
        long wide =
                text.codePoints().limit(10_000).filter(Character::isIdeographic).count();
        return text.length() + wide;
    }

    private static List<String> thoughtWords(String text) {
        return new ArrayList<>(THOUGHT.matcher(text)
                .results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .distinct()
                .toList());
    }
}
