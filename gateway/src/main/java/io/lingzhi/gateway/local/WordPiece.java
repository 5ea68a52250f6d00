package io.lingzhi.gateway.local;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The second half of BERT tokenisation: words to token ids, each word cut greedily into the longest pieces that the
 * vocabulary holds. Immutable, for any thread.
 */
final class WordPiece {
    private static final String CONTINUING = "##";

    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final int begin;
    private final int end;
    private final int maxWordLength;

    private WordPiece(Map<String, Integer> vocabulary, int maxWordLength) {
        this.vocabulary = vocabulary;
        this.maxWordLength = maxWordLength;
        this.unknown = special("[UNK]");
        this.begin = special("[CLS]");
        this.end = special("[SEP]");
    }

    /**
     * Token ids of one text, {@code [CLS]} and {@code [SEP]} included.
     *
     * @param truncated whether the text held more than the limit
     */
    record Tokens(LongBuffer ids, boolean truncated) {}

    /** Reads the vocabulary from a {@code tokenizer.json} (Hugging Face tokenizers, version 1.0). */
    static WordPiece read(byte[] tokenizerJson) throws JsonSyntaxException {
        JsonValue.Obj file = Json.parseObject(tokenizerJson);
        JsonValue.Obj model = file.object("model");
        Map<String, Integer> vocabulary = new HashMap<>();
        model.object("vocab").members().forEach((piece, id) -> {
            if (id instanceof JsonValue.Num number) {
                vocabulary.put(piece, number.asLong().map(Long::intValue).orElseThrow());
            }
        });
        int maxWordLength =
                model.integer("max_input_chars_per_word").map(Long::intValue).orElse(100);
        return new WordPiece(vocabulary, maxWordLength);
    }

    /** The ids of the text, at most {@code limit} of them; what does not fit is cut off at the end. */
    Tokens encode(String text, int limit) {
        long[] ids = new long[limit];
        ids[0] = begin;
        int count = 1;
        boolean truncated = false;
        for (String word : BertText.words(text)) {
            long[] pieces = pieces(word);
            int fitting = Math.min(pieces.length, limit - 1 - count);
            System.arraycopy(pieces, 0, ids, count, fitting);
            count += fitting;
            truncated = fitting < pieces.length;
            if (truncated) {
                break;
            }
        }
        ids[count++] = end;
        return new Tokens(LongBuffer.wrap(ids, 0, count).slice(), truncated);
    }

    private long[] pieces(String word) {
        if (word.codePointCount(0, word.length()) > maxWordLength) {
            return new long[] {unknown};
        }
        long[] pieces = new long[word.length()];
        int count = 0;
        int start = 0;
        while (start < word.length()) {
            int stop = longestPiece(word, start);
            if (stop == start) {
                return new long[] {unknown};
            }
            pieces[count++] = id(word, start, stop);
            start = stop;
        }
        return Arrays.copyOf(pieces, count);
    }

    /** Where the longest known piece from {@code start} ends; {@code start} itself when none is known. */
    private int longestPiece(String word, int start) {
        int stop = word.length();
        while (stop > start && id(word, start, stop) < 0) {
            stop = word.offsetByCodePoints(stop, -1);
        }
        return stop;
    }

    private int id(String word, int start, int stop) {
        String piece = word.substring(start, stop);
        return vocabulary.getOrDefault(start == 0 ? piece : CONTINUING + piece, -1);
    }

    private int special(String token) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary has no token " + token + "; is this a BERT tokenizer?");
        }
        return id;
    }
}
