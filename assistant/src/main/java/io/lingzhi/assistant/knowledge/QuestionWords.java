package io.lingzhi.assistant.knowledge;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a question that tell what it is about: pairs of Chinese characters, and Latin words. Pure. */
final class QuestionWords {
    private static final Pattern FILLER = Pattern.compile("什么|怎么样|怎么|怎样|如何|为什么|为何|多少|多久|多长|多大|多高|哪些|哪个|哪里|哪一|哪|谁|几|"
            + "是否|可以|能不能|能否|应该|应当|需要|请问|一下|吗|呢|的|了|是|在|有|和|与|或|被|把|对|从|到|会|要|能|可|应|该|时|后|前|里|中|上|下|"
            + "我|你|他|她|它|们|这|那|就|都|也|还|又|才|最|很");
    private static final Pattern RUN = Pattern.compile("\\p{IsHan}+|[a-z0-9]+");
    private static final Set<String> STOPS = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how", "i", "if", "in",
            "is", "it", "much", "many", "my", "of", "on", "or", "should", "that", "the", "this", "to", "was", "were",
            "what", "when", "where", "which", "who", "why", "will", "with", "you", "your");

    /** A name such as E05: two passages that differ in nothing else differ in this. */
    private static final Pattern CODE = Pattern.compile("(?=.*[a-z])(?=.*[0-9])[a-z0-9]+");

    private static final int CODE_WEIGHT = 3;

    private QuestionWords() {}

    static Set<String> of(String question) {
        Set<String> words = new LinkedHashSet<>();
        String plain = Normalizer.normalize(question, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String bare = FILLER.matcher(plain).replaceAll(" ");
        Matcher run = RUN.matcher(bare);
        while (run.find()) {
            add(run.group(), words);
        }
        return words;
    }

    private static void add(String run, Set<String> words) {
        if (run.charAt(0) < 0x80) {
            if (!STOPS.contains(run)) {
                words.add(run.length() > 5 && !isCode(run) ? run.substring(0, run.length() - 2) : run);
            }
        } else if (run.length() == 1) {
            words.add(run);
        } else {
            for (int i = 0; i + 2 <= run.length(); i++) {
                words.add(run.substring(i, i + 2));
            }
        }
    }

    /**
     * The share of the question's words that a text holds, 0 to 1; 0 for a question without any. Codes count thrice.
     */
    static double share(Set<String> words, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int held = 0;
        int all = 0;
        for (String word : words) {
            int weight = isCode(word) ? CODE_WEIGHT : 1;
            all += weight;
            held += lower.contains(word) ? weight : 0;
        }
        return all == 0 ? 0 : (double) held / all;
    }

    /** Whether the text lacks a code that the question asks about. */
    static boolean lacksCode(Set<String> words, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(word -> isCode(word) && !lower.contains(word));
    }

    private static boolean isCode(String word) {
        return CODE.matcher(word).matches();
    }
}
