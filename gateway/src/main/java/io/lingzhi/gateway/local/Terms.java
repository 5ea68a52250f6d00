package io.lingzhi.gateway.local;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a question is about: the words that are looked for, without those that every question holds. */
final class Terms {
    private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");
    private static final Pattern CHINESE_STOPS = Pattern.compile("为什么|告诉我|请问|什么|怎么样|怎么|怎样|如何|为何|多少|多久|哪些|哪个|哪里"
            + "|哪儿|是否|能否|可否|可以|能够|应该|需要|介绍|一下|关于|有关|根据|以上|以下|上述|内容|文中|上文|原文|资料|问题|回答|解释"
            + "|说明|总结|概括|列出|我们|你们|他们|这个|那个|这些|那些|以及|并且|或者|还是|一个|一种|有没有|是不是"
            + "|[的了是在有吗呢吧啊呀和与及或也都就要会能我你您他她它这那哪谁几请把被对从到为之其么个很还不没]");
    private static final Set<String> ENGLISH_STOPS = Set.of(
            ("a about above all also am an and any are as at be been by can could did do doe does each explain find"
                + " following for from get give given had has have he her his how i if in into is it its list many may"
                + " me might more most much must my no not of on or our please question should show so some summarise"
                + " summarize take tell text than that the their them then there these they this those to up us use"
                + " was we were what when where which who whom whose why will with would you your")
                    .split(" "));
    /** A question for a number of something: 多少天, 几点. */
    private static final Pattern COUNTED = Pattern.compile("(?:多少|几)个?(\\p{IsHan})");

    private static final String NUMERALS = "0123456789一二两三四五六七八九十百千万亿半";
    private static final String NUMBER = "#";
    private static final double CHARACTER = 1;
    private static final double PAIR = 2;
    /** A Latin word in a Chinese question is most often the name of what is asked about. */
    private static final double WORD = 3;

    private Terms() {}

    /** The text in the form in which terms are looked for. */
    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /**
     * The question's terms with their weights: CJK characters, pairs of neighbours, other words, and a number before
     * the unit that is asked for.
     */
    static Map<String, Double> of(String question) {
        Map<String, Double> terms = new LinkedHashMap<>();
        Matcher counted = COUNTED.matcher(normal(question));
        while (counted.find()) {
            terms.put(NUMBER + counted.group(1), PAIR);
        }
        String bare = CHINESE_STOPS.matcher(normal(question)).replaceAll(" ");
        Matcher run = RUN.matcher(bare);
        while (run.find()) {
            addRun(run.group(), terms);
        }
        return terms;
    }

    /** Whether a normalised text, with these {@link #words}, holds the term. */
    static boolean holds(String normal, Set<String> words, String term) {
        if (term.startsWith(NUMBER)) {
            return holdsNumberOf(normal, term.substring(NUMBER.length()));
        }
        return isCjk(term) ? normal.contains(term) : words.contains(term);
    }

    /** Whether the term is only wanted where some sentence holds it. */
    static boolean isBonus(String term) {
        return term.startsWith(NUMBER);
    }

    private static boolean holdsNumberOf(String normal, String unit) {
        for (int at = normal.indexOf(unit); at >= 0; at = normal.indexOf(unit, at + 1)) {
            int before = at > 0 && normal.charAt(at - 1) == ' ' ? at - 2 : at - 1;
            if (before >= 0 && NUMERALS.indexOf(normal.charAt(before)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The words of a normalised text that are not written in CJK characters. */
    static Set<String> words(String normal) {
        Set<String> words = new HashSet<>();
        Matcher run = RUN.matcher(normal);
        while (run.find()) {
            for (String piece : pieces(run.group())) {
                words.add(singular(piece));
            }
        }
        return words;
    }

    /** Whether the term is looked for anywhere in a text, and not as a whole word. */
    static boolean isCjk(String term) {
        return Script.isCjk(term.codePointAt(0));
    }

    private static void addRun(String run, Map<String, Double> terms) {
        for (String piece : pieces(run)) {
            if (isCjk(piece)) {
                addCjk(piece.codePoints().toArray(), terms);
            } else if (!ENGLISH_STOPS.contains(piece) && !ENGLISH_STOPS.contains(singular(piece))) {
                terms.put(singular(piece), WORD);
            }
        }
    }

    private static void addCjk(int[] characters, Map<String, Double> terms) {
        for (int i = 0; i < characters.length; i++) {
            terms.put(Character.toString(characters[i]), CHARACTER);
            if (i > 0) {
                terms.put(new String(characters, i - 1, 2), PAIR);
            }
        }
    }

    /** The run cut where CJK and other characters meet. */
    private static List<String> pieces(String run) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < run.length(); ) {
            int length = Character.charCount(run.codePointAt(at));
            int next = at + length;
            if (next == run.length() || Script.isCjk(run.codePointAt(at)) != Script.isCjk(run.codePointAt(next))) {
                pieces.add(run.substring(start, next));
                start = next;
            }
            at = next;
        }
        return pieces;
    }

    /** The word without an English plural's ending; only equality with other words so treated matters. */
    private static String singular(String word) {
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean sibilant =
                word.endsWith("ses") || word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes");
        if (word.length() > 5 && sibilant) {
            return word.substring(0, word.length() - 2);
        }
        boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us");
        return plural && !word.endsWith("is") ? word.substring(0, word.length() - 1) : word;
    }
}
