package io.lingzhi.assistant.knowledge.ask;

import io.lingzhi.assistant.knowledge.Digest;
import java.util.List;

/**
 * What a model is asked. The sources stand in the user's message between marks with a key that is made of the question
 * and all sources together: a document cannot know it, so it cannot close its own mark and speak as the asker.
 */
public record Prompt(String system, String user) {
    private static final int KEY_DIGITS = 12;

    public static Prompt of(String question, List<Source> sources) {
        Wording wording = Wording.forLanguageOf(question);
        String key = key(question, sources);
        StringBuilder user = new StringBuilder();
        for (Source source : sources) {
            user.append("<<<SOURCE ")
                    .append(source.number())
                    .append(' ')
                    .append(key)
                    .append(">>>\n");
            user.append("[")
                    .append(source.number())
                    .append("] ")
                    .append(title(source))
                    .append('\n');
            user.append(defused(source.text())).append('\n');
            user.append("<<<END ")
                    .append(source.number())
                    .append(' ')
                    .append(key)
                    .append(">>>\n\n");
        }
        user.append(wording.questionMark()).append(question);
        return new Prompt(wording.system(key), user.toString());
    }

    private static String key(String question, List<Source> sources) {
        StringBuilder all = new StringBuilder(question);
        sources.forEach(source -> all.append('\0').append(source.text()));
        return Digest.of(all.toString()).substring(0, KEY_DIGITS);
    }

    private static String title(Source source) {
        String path = source.headings().isEmpty() ? "" : " › " + String.join(" › ", source.headings());
        return defused(source.document() + path).replaceAll("\\s+", " ");
    }

    /** What looks like a mark is made unlike one. */
    private static String defused(String text) {
        return text.replace("<<<", "‹‹‹").replace(">>>", "›››");
    }
}
