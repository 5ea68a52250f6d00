package io.lingzhi.assistant.knowledge.text;

import io.lingzhi.assistant.knowledge.document.Extracted;
import io.lingzhi.assistant.knowledge.document.Heading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a document into passages. A passage never crosses a heading, holds whole sentences, and repeats the last
 * sentences of the one before it under the same heading. Its text is the document's own, from start to end.
 */
public final class Passages {
    private final String text;
    private final Cutting cutting;
    private final List<Passage> passages = new ArrayList<>();

    private Passages(String text, Cutting cutting) {
        this.text = text;
        this.cutting = cutting;
    }

    public static List<Passage> of(Extracted document, Cutting cutting) {
        Passages all = new Passages(document.text(), cutting);
        all.cut(document.headings());
        return all.passages;
    }

    private void cut(List<Heading> headings) {
        Deque<Heading> path = new ArrayDeque<>();
        int start = 0;
        for (Heading heading : headings) {
            section(new Span(start, heading.offset()), path);
            while (!path.isEmpty() && path.getLast().level() >= heading.level()) {
                path.removeLast();
            }
            path.addLast(heading);
            start = heading.offset();
        }
        section(new Span(start, text.length()), path);
        if (passages.isEmpty() && !headings.isEmpty()) {
            pack(new Span(0, text.length()), List.of());
        }
    }

    /** A section that is its own heading and nothing more is left out: its words stand in the paths below it. */
    private void section(Span section, Deque<Heading> path) {
        Span bare = section.trimmed(text);
        String title = path.isEmpty() ? "" : path.getLast().title();
        boolean onlyTitle = !title.isEmpty() && stripped(bare.of(text)).equals(stripped(title));
        if (!bare.isEmpty() && !onlyTitle) {
            pack(bare, path.stream().map(Heading::title).toList());
        }
    }

    private static String stripped(String words) {
        return words.replaceAll("[\\s#=*_`-]", "");
    }

    private void pack(Span section, List<String> path) {
        int limit = cutting.size() * 10;
        List<Span> sentences = SentenceCuts.of(text, section, limit);
        int first = 0;
        while (first < sentences.size()) {
            int next = first;
            int tenths = 0;
            while (next < sentences.size() && (next == first || tenths + tenths(sentences.get(next)) <= limit)) {
                tenths += tenths(sentences.get(next));
                next++;
            }
            add(new Span(sentences.get(first).start(), sentences.get(next - 1).end()), path);
            first = next == sentences.size() ? next : overlapFrom(sentences, first, next);
        }
    }

    /** The first sentence that the next passage repeats; at least one new sentence comes with it. */
    private int overlapFrom(List<Span> sentences, int first, int next) {
        int room = Math.min(cutting.overlap() * 10, cutting.size() * 10 - tenths(sentences.get(next)));
        int from = next;
        while (from - 1 > first && tenths(sentences.get(from - 1)) <= room) {
            from--;
            room -= tenths(sentences.get(from));
        }
        return from;
    }

    private int tenths(Span span) {
        return Length.tenths(text, span.start(), span.end());
    }

    private void add(Span span, List<String> path) {
        Span bare = span.trimmed(text);
        if (bare.of(text).codePoints().anyMatch(Character::isLetterOrDigit)) {
            passages.add(new Passage(passages.size(), bare.start(), bare.end(), path, bare.of(text)));
        }
    }
}
