package io.lingzhi.gateway.local;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into sentences by the rules of Chinese and English; list items and lines of code stand by themselves.
 * Each sentence is a piece of the text as it stands there, line breaks included.
 */
final class Sentences {
    private static final int MAX_LENGTH = 400;

    /** Longer lines are prose, whatever they look like; this also bounds the work of the patterns. */
    private static final int MAX_SHAPED_LINE = 400;
    /** A longer line is a statement even without a mark at its end; in estimated tokens. */
    private static final int MAX_HEADING_TOKENS = 12;

    /** A rule, the dividing line of a table, or a tag alone on its line. */
    private static final Pattern ORNAMENT = Pattern.compile("[-=*_|:+ ]{3,}|</?[\\w-]{1,40}(?: [^<>]{0,200})?>");

    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s.*");
    private static final Pattern ITEM =
            Pattern.compile("\\s{0,40}(?:[-*+•·](?=\\s)|\\d{1,3}(?:\\.(?=\\s|\\p{IsHan})|[)、．])"
                    + "|[（(]\\d{1,3}[)）]|[①-⑳]|\\[\\d{1,3}\\])\\s{0,40}");
    /** A statement that ends in a brace or semicolon, a call, an assignment, a member of a configuration file. */
    private static final Pattern CODE = Pattern.compile(
            ".*[{};]|[\\w.]{1,80}\\([^()]*\\)|[\\w.\\[\\]]{1,80}\\s{0,8}=[^=].*|[a-z][\\w.-]{0,40}:\\s.*");

    private static final Pattern NO_HEADING = Pattern.compile("[.。！？!?…：:;；,，\\d]");

    private final String text;
    private final int contentEnd;
    private final List<Sentence> found = new ArrayList<>();
    private int blockStart = -1;
    private int blockEnd = -1;
    private boolean blockIsItem;

    private Sentences(String text) {
        this.text = text;
        this.contentEnd = text.stripTrailing().length();
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
            if (line.stripLeading().startsWith("```") || line.stripLeading().startsWith("~~~")) {
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
        Matcher item = ITEM.matcher(line);
        if (line.isBlank() || hasForm(ORNAMENT, line)) {
            finishBlock();
        } else if (!fenced && hasForm(HEADING, line)) {
            finishBlock();
            found.add(new Sentence(line.strip(), Kind.LEAD));
        } else if (!fenced && item.lookingAt()) {
            openBlock(start + item.end(), start + line.length(), true);
        } else if (fenced || line.startsWith("    ") || line.startsWith("\t") || hasForm(CODE, line)) {
            finishBlock();
            addLong(line.stripTrailing());
        } else if (continues(line)) {
            blockEnd = start + line.length();
        } else {
            openBlock(start, start + line.length(), false);
        }
    }

    private static boolean hasForm(Pattern form, String line) {
        String bare = line.strip();
        return bare.length() <= MAX_SHAPED_LINE && form.matcher(bare).matches();
    }

    private void openBlock(int start, int end, boolean item) {
        finishBlock();
        blockStart = start;
        blockEnd = end;
        blockIsItem = item;
    }

    /** Whether the line goes on with the sentence that the open block ends in. */
    private boolean continues(String line) {
        if (blockStart < 0) {
            return false;
        }
        String before = text.substring(text.lastIndexOf('\n', blockEnd - 1) + 1, blockEnd)
                .strip();
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
        if (blockStart >= 0 && blockIsHeading()) {
            found.add(new Sentence(text.substring(blockStart, blockEnd).strip(), Kind.LEAD));
        } else if (blockStart >= 0) {
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

    /** A short line without a mark or a number, no list item, with something after it. */
    private boolean blockIsHeading() {
        String block = text.substring(blockStart, blockEnd);
        return !blockIsItem
                && block.length() <= 4 * MAX_HEADING_TOKENS
                && TokenEstimate.of(block.strip()) <= MAX_HEADING_TOKENS
                && !NO_HEADING.matcher(block).find()
                && blockEnd < contentEnd;
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
