package io.lingzhi.gateway.local;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first half of BERT tokenisation: text to words. It follows what the model's {@code tokenizer.json} asks for (a
 * {@code BertNormalizer} that cleans and spaces ideographs, then a {@code BertPreTokenizer}), after lower-casing and
 * NFC: that file does not lower-case although its vocabulary is lower-case, so that {@code Java} would be an unknown
 * word.
 *
 * <p>Character classes are those of this JDK. Over all of Unicode 162 characters of rare scripts fall into another
 * class than in Hugging Face tokenizers 0.23.3, whose tables are older; none of them is in the vocabulary.
 */
final class BertText {
    private BertText() {}

    /** The words of the text, in order: runs between white space, each ideograph and punctuation mark by itself. */
    static List<String> words(String text) {
        String normal = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int at = 0; at < normal.length(); ) {
            int c = normal.codePointAt(at);
            at += Character.charCount(c);
            if (isRemoved(c)) {
                continue;
            }
            if (isSpace(c)) {
                finish(word, words);
            } else if (isIdeograph(c) || isPunctuation(c)) {
                finish(word, words);
                words.add(Character.toString(c));
            } else {
                word.appendCodePoint(c);
            }
        }
        finish(word, words);
        return words;
    }

    private static void finish(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isSpace(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
    }

    /** Control, format and private characters, the replacement character, and halves of a surrogate pair. */
    private static boolean isRemoved(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> c == 0xFFFD;
        };
    }

    /**
     * The blocks that BERT calls Chinese. The gap 2B820..2B91F is the reference's own
     * (https://github.com/huggingface/tokenizers, bert normalizer, read 2026-11-22).
     */
    private static boolean isIdeograph(int c) {
        return within(c, 0x4E00, 0x9FFF)
                || within(c, 0x3400, 0x4DBF)
                || within(c, 0xF900, 0xFAFF)
                || within(c, 0x20000, 0x2A6DF)
                || within(c, 0x2A700, 0x2B81F)
                || within(c, 0x2B920, 0x2CEAF)
                || within(c, 0x2F800, 0x2FA1F);
    }

    private static boolean within(int c, int first, int last) {
        return c >= first && c <= last;
    }

    /** Every printable ASCII character that is no letter, digit or space, and Unicode's punctuation. */
    private static boolean isPunctuation(int c) {
        if (c < 128) {
            return c > ' ' && c != 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }
}
