package io.lingzhi.assistant.knowledge.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stretch of text into sentences that follow one another without gaps. A sentence ends after 。！？；…, after . ! ?
 * before a space, and at a blank line or the end of a list item; closing quotes belong to it. What is longer than the
 * limit is cut at a comma or space, or in the middle if there is none, never inside a character.
 */
public final class SentenceCuts {
    private static final String STOPS = "。！？；…";
    private static final String CLOSERS = "”’」』】》）)\"'。！？…";
    private static final String SOFT = "，、,:： \n\t";

    private SentenceCuts() {}

    /** @param limit longest sentence, in tenths of {@link Length} */
    public static List<Span> of(String text, Span within, int limit) {
        List<Span> sentences = new ArrayList<>();
        int start = within.start();
        for (int at = within.start(); at < within.end(); at++) {
            if (endsAfter(text, at, within.end())) {
                int end = afterClosers(text, at + 1, within.end());
                add(text, new Span(start, end), limit, sentences);
                start = end;
                at = end - 1;
            }
        }
        add(text, new Span(start, within.end()), limit, sentences);
        return sentences;
    }

    private static boolean endsAfter(String text, int at, int end) {
        char c = text.charAt(at);
        char next = at + 1 < end ? text.charAt(at + 1) : '\n';
        if (STOPS.indexOf(c) >= 0) {
            return true;
        }
        return switch (c) {
            case '!', '?' -> Character.isWhitespace(next) || next >= '\u2E80';
            case '.' -> Character.isWhitespace(next) && !isAbbreviation(text, at);
            case '\n' -> next == '\n' || startsItem(text, at + 1, end);
            default -> false;
        };
    }

    /** A single letter, a title or a number before the full stop. */
    private static boolean isAbbreviation(String text, int at) {
        int start = at;
        while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, at);
        boolean lineStart = start == 0 || text.charAt(start - 1) == '\n';
        return (word.length() == 1 && Character.isLetter(word.charAt(0)))
                || (lineStart && !word.isEmpty() && word.chars().allMatch(Character::isDigit))
                || List.of("Mr", "Mrs", "Dr", "St", "vs", "No", "Fig", "cf", "etc")
                        .contains(word);
    }

    private static boolean startsItem(String text, int from, int end) {
        int at = from;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        if (at >= end) {
            return false;
        }
        char c = text.charAt(at);
        boolean spaced = at + 1 < end && text.charAt(at + 1) == ' ';
        return ("-*+•#|".indexOf(c) >= 0 && (spaced || c == '#' || c == '|')) || Character.isDigit(c) || isCircled(c);
    }

    private static boolean isCircled(char c) {
        return c >= '\u2460' && c <= '\u2473';
    }

    private static int afterClosers(String text, int from, int end) {
        int at = from;
        while (at < end && CLOSERS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static void add(String text, Span sentence, int limit, List<Span> sentences) {
        int start = sentence.start();
        while (start < sentence.end()) {
            int end = cut(text, start, sentence.end(), limit);
            sentences.add(new Span(start, end));
            start = end;
        }
    }

    private static int cut(String text, int start, int end, int limit) {
        int tenths = 0;
        int soft = -1;
        for (int at = start; at < end; at++) {
            tenths += Length.tenths(text.charAt(at));
            if (tenths > limit && at > start) {
                int hard = Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
                return soft > start ? soft : Math.max(hard, start + 1);
            }
            if (SOFT.indexOf(text.charAt(at)) >= 0 && tenths > limit / 3) {
                soft = at + 1;
            }
        }
        return end;
    }
}
