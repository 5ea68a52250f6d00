package io.lingzhi.gateway.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds, in a message that may hold a long text too, the question that it asks. */
final class QuestionFinder {
    /** A message that is question and text in one line has at least this much text, in estimated tokens. */
    private static final int MIN_REST_TOKENS = 8;

    private static final int MAX_PARAGRAPH = 300;
    private static final int MAX_MARKED = 4000;
    /** How many markers are looked at, from the last one. */
    private static final int MAX_MARKERS = 100;

    private static final Pattern MARKER = Pattern.compile(
            "(?i)(?<![\\p{L}\\p{N}])(?:(?:用户|我)的?(?:问题|提问)是?|问题|提问|(?:user )?question|query)\\*{0,2} ?[:：]\\*{0,2}");
    /** What ends a question that a marker began: an empty line, or the label of what follows. */
    private static final Pattern AFTER_QUESTION = Pattern.compile("(?i)\\n[ \\t]*(?=\\r?\\n)|\\n[ \\t]*(?=\\*{0,2}"
            + "(?:参考资料|参考内容|已知信息|上下文|资料|背景|文档|内容|context|documents?|references?|sources?"
            + "|答案|回答|答|(?:helpful |your |final )?answer|response|a)\\*{0,2} ?[:：])");

    private static final Pattern ANSWERED =
            Pattern.compile("(?i)\\s*\\*{0,2}(?:答案|回答|答|answer|a)\\*{0,2} ?[:：]\\*{0,2}[ \\t]*\\S");
    private static final Pattern BLANK_LINE = Pattern.compile("\\n[ \\t\\r]*\\n");
    private static final Pattern QUESTION_MARK = Pattern.compile("[?？][\"'”’」』）)*]{0,3}$");
    private static final Pattern ASKING_CHINESE =
            Pattern.compile("什么|怎么|怎样|如何|为何|哪|谁|多少|几|是否|能否|可否|吗|呢|总结|概括|归纳|解释|介绍|列出|翻译|分析|请问|告诉我|找出");
    private static final Pattern REQUEST_CHINESE = Pattern.compile("^(?:请|帮|麻烦|告诉|总结|概括|归纳|解释|介绍|列出|翻译|分析|找出)");
    private static final Pattern ASKING_ENGLISH =
            Pattern.compile("(?i)^(?:what|how|why|when|where|who|whose|which|is|are"
                    + "|was|were|do|does|did|can|could|should|would|will|has|have)\\b[^.]*$");
    private static final Pattern REQUEST_ENGLISH = Pattern.compile(
            "(?i)^(?:please|explain|list|describe|summari[sz]e|tell|find|give|show|compare|translate|name)\\b");

    private QuestionFinder() {}

    /** @param rest the text before and after the question, where there is any */
    record Found(String question, List<String> rest) {}

    /** The question: after the last marker, or in the last or first paragraph, or the whole text. */
    static Found find(String text) {
        Span whole = new Span(0, text.length());
        Span asked = marked(text)
                .or(() -> paragraph(text))
                .or(() -> lastSentence(text))
                .orElse(whole);
        List<String> rest = Stream.of(text.substring(0, asked.start()), text.substring(asked.end()))
                .map(piece -> MARKER.matcher(piece).replaceAll("").isBlank() ? "" : piece)
                .filter(piece -> !piece.isBlank())
                .toList();
        return new Found(text.substring(asked.start(), asked.end()).strip(), rest);
    }

    private record Span(int start, int end) {}

    private static Optional<Span> marked(String text) {
        List<Integer> ends = new ArrayList<>();
        Matcher marker = MARKER.matcher(text);
        while (marker.find()) {
            ends.add(marker.end());
        }
        return ends.reversed().stream()
                .limit(MAX_MARKERS)
                .flatMap(end -> asked(text, end).stream())
                .findFirst();
    }

    /**
     * The question that begins after a marker; none where its answer follows, as in a list of questions and answers.
     */
    private static Optional<Span> asked(String text, int markerEnd) {
        int start = skipSpace(text, markerEnd);
        int last = Math.min(text.length(), start + MAX_MARKED);
        Matcher after = AFTER_QUESTION.matcher(text).region(start, last);
        int end = after.find() ? after.start() : last;
        boolean answered = ANSWERED.matcher(text).region(end, text.length()).lookingAt();
        return start < end && !answered ? Optional.of(new Span(start, end)) : Optional.empty();
    }

    private static Optional<Span> paragraph(String text) {
        int start = skipSpace(text, 0);
        int end = text.stripTrailing().length();
        int firstBreak = end;
        int lastBreak = start;
        Matcher blank = BLANK_LINE.matcher(text).region(start, Math.max(start, end));
        while (blank.find()) {
            firstBreak = Math.min(firstBreak, blank.start());
            lastBreak = blank.end();
        }
        Span lastLine = new Span(Math.max(start, text.lastIndexOf('\n', end - 1) + 1), end);
        int newline = text.indexOf('\n', start);
        Span firstLine = new Span(start, newline < 0 ? end : Math.min(newline, end));
        return Stream.of(new Span(lastBreak, end), lastLine, new Span(start, firstBreak), firstLine)
                .filter(span -> span.start() > start || span.end() < end)
                .filter(span -> asks(text.substring(span.start(), span.end()).strip()))
                .findFirst();
    }

    private static Optional<Span> lastSentence(String text) {
        List<Sentences.Sentence> sentences = Sentences.of(text);
        if (sentences.size() < 2 || text.strip().indexOf('\n') >= 0) {
            return Optional.empty();
        }
        String last = sentences.getLast().text();
        int start = text.lastIndexOf(last);
        boolean enough = start > 0 && TokenEstimate.of(text.substring(0, start)) >= MIN_REST_TOKENS;
        return enough && QUESTION_MARK.matcher(last).find()
                ? Optional.of(new Span(start, start + last.length()))
                : Optional.empty();
    }

    private static boolean asks(String paragraph) {
        if (paragraph.isEmpty() || paragraph.length() > MAX_PARAGRAPH) {
            return false;
        }
        return QUESTION_MARK.matcher(paragraph).find()
                || REQUEST_CHINESE.matcher(paragraph).find()
                || REQUEST_ENGLISH.matcher(paragraph).find()
                || ASKING_ENGLISH.matcher(paragraph).find()
                || (!paragraph.endsWith("。")
                        && ASKING_CHINESE.matcher(paragraph).find());
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
