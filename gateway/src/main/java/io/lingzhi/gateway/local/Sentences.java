package io.lingzhi.gateway.local;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a text into sentences by the rules of Chinese and English; list items and lines of code stand by themselves. Each
 * sentence is a piece of the text as it stands there, line breaks included.
 */
final class Sentences {
    private static final int MAX_LENGTH = 400;

    private static final Pattern FENCE = Pattern.compile("^\\s*(?:```|~~~)");
    /** A rule, the dividing line of a table, or a tag alone on its line. */
    private static final Pattern ORNAMENT = Pattern.compile("^\\s*(?:[-=*_|:+ ]{3,}|</?[\\w-]{1,40}(?: [^<>]{0,200})?>)\\s*$");
    private static final Pattern HEADING = Pattern.compile("^\\s{0,3}#{1,6}\\s");
    private static final Pattern ITEM = Pattern.compile("^\\s*(?:[-*+•·](?=\\s)|\\d{1,3}(?:\\.(?=\\s|\\p{IsHan})|[)、．])"
            + "|[（(]\\d{1,3}[)）]|[①-⑳]|\\[\\d{1,3}\\])\\s*");
    private static final Pattern CODE = Pattern.compile(
            "^(?: {4,}|\\t)\\S|[{};]\\s*$|^\\s*[\\w.]{1,80}\\([^()]*\\)\\s*$|^\\s*[\\w.\\[\\]]{1,80}\\s*=[^=]");

    private final String text;
    private final List<Sentence> found = new ArrayList<>();
    private int blockStart = -1;
    private int blockEnd = -1;

    private Sentences(String text) {
        this.text = text;
    }

    /** What a sentence does in its text. */
    enum Kind {
        STATEMENT,
        /** A heading, a question or a label: it says what the next sentence is about, and tells nothing itself. */
        LEAD
    }

    record Sentence(String text, Kind kind) {}

    static List<Sentence> of(String text) {
        return new Sentences(text).cut();
    }

    private List<Sentence> cut() {
        boolean fenced = false;
        for (int start = 0; start < text.length(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end);
            if (FENCE.matcher(line).find()) {
                finishBlock();
                fenced = !fenced;
            } else {
                takeLine(line, start, fenced);
            }
            start = end + 1;
        }
        finishBlock();
        return found;
    }

    private void takeLine(String line, int start, boolean fenced) {
        var item = ITEM.matcher(line);
        if (line.isBlank() || ORNAMENT.matcher(line).find()) {
            finishBlock();
        } else if (!fenced && HEADING.matcher(line).find()) {
            finishBlock();
            found.add(new Sentence(line.strip(), Kind.LEAD));
        } else if (!fenced && item.find()) {
            finishBlock();
            openBlock(start + item.end(), start + line.length());
        } else if (fenced || CODE.matcher(line).find()) {
            finishBlock();
            addLong(line.stripTrailing());
        } else if (continues(line)) {
            blockEnd = start + line.length();
        } else {
            finishBlock();
            openBlock(start, start + line.length());
        }
    }

    private void openBlock(int start, int end) {
        blockStart = start;
        blockEnd = end;
    }

    /** Whether the line goes on with the sentence that the open block ends in. */
    private boolean continues(String line) {
        if (blockStart < 0) {
            return false;
        }
        String before = text.substring(text.lastIndexOf('\n', blockEnd - 1) + 1, blockEnd).strip();
        if (before.isEmpty() || "。！？!?；;：:.".indexOf(before.charAt(before.length() - 1)) >= 0) {
            return false;
        }
        int first = line.strip().codePointAt(0);
        boolean comma = ",，、".indexOf(before.charAt(before.length() - 1)) >= 0;
        boolean chinese = Script.hasHan(before);
        return comma
                || Character.isLowerCase(first)
                || (chinese && before.length() >= 24 && Script.isCjk(first))
                || (!chinese && before.length() >= 60 && Character.isLetterOrDigit(first));
    }

    private void finishBlock() {
        if (blockStart >= 0) {
            int start = blockStart;
            for (int at = blockStart; at < blockEnd; at++) {
                if (endsAt(at)) {
                    int end = afterClosers(at + 1);
                    addLong(text.substring(start, end).strip());
                    start = end;
                    at = end - 1;
                }
            }
            addLong(text.substring(start, Math.max(start, blockEnd)).strip());
        }
        blockStart = -1;
        blockEnd = -1;
    }

    private boolean endsAt(int at) {
        char c = text.charAt(at);
        int next = at + 1 < blockEnd ? text.charAt(at + 1) : ' ';
        return switch (c) {
            case '。', '！', '？' -> true;
            case '!', '?' -> Character.isWhitespace(next) || Script.isCjk(next) || "\"')”’".indexOf(next) >= 0;
            case '.' -> FullStop.endsSentence(text, blockStart, at, blockEnd);
            default -> false;
        };
    }

    private int afterClosers(int from) {
        int at = from;
        while (at < blockEnd && "。！？!?”’」』】）)\"'》".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Adds the sentence, in pieces if it is longer than anyone would quote. */
    private void addLong(String sentence) {
        String rest = sentence;
        while (rest.length() > MAX_LENGTH) {
            int cut = cutPlace(rest);
            add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        add(rest);
    }

    private static int cutPlace(String sentence) {
        for (int at = MAX_LENGTH - 1; at > MAX_LENGTH / 2; at--) {
            if ("；;，,、 \n".indexOf(sentence.charAt(at)) >= 0) {
                return at + 1;
            }
        }
        return Character.isLowSurrogate(sentence.charAt(MAX_LENGTH)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    }

    private void add(String sentence) {
        if (sentence.codePoints().anyMatch(Character::isLetterOrDigit)) {
            String bare = sentence.replaceAll("[\"'”’」』）)*]+$", "");
            boolean lead = bare.endsWith("?") || bare.endsWith("？") || bare.endsWith(":") || bare.endsWith("：");
            found.add(new Sentence(sentence, lead ? Kind.LEAD : Kind.STATEMENT));
        }
    }
}
