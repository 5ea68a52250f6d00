package io.lingzhi.gateway.local;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens of a text as the tokenizer {@code o200k_base} does. Long texts are counted in pieces, and the count
 * of a piece is remembered, since agents ask for the same conversation again and again with a little more at its end. A
 * piece is remembered by its digest: no client's text is kept.
 *
 * <p>For any thread, but not for an event loop: 100 kB take some 30 ms, and the first call loads the encoding's table,
 * which takes half a second and stays with about 30 MB.
 */
final class TokenCounter {
    /** Counts remembered, the least recently used go first: some 3 MB, or 130 million characters in long texts. */
    static final int MAX_REMEMBERED = 16_384;

    /** Shorter pieces are counted faster than they are looked up. */
    private static final int WORTH_REMEMBERING = 64;

    private final Map<String, Integer> remembered = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private @Nullable Encoding loaded;

    long count(String text) {
        long tokens = 0;
        for (int start = 0; start < text.length(); ) {
            int end = TextCuts.next(text, start);
            tokens += piece(text.substring(start, end));
            start = end;
        }
        return tokens;
    }

    private int piece(String piece) {
        if (piece.length() < WORTH_REMEMBERING) {
            return encoding().countTokensOrdinary(piece);
        }
        String digest = digest(piece);
        Optional<Integer> known = known(digest);
        if (known.isPresent()) {
            return known.get();
        }
        int tokens = encoding().countTokensOrdinary(piece);
        synchronized (remembered) {
            remembered.put(digest, tokens);
        }
        return tokens;
    }

    private Optional<Integer> known(String digest) {
        synchronized (remembered) {
            return Optional.ofNullable(remembered.get(digest));
        }
    }

    /** How many counts are remembered. */
    int size() {
        synchronized (remembered) {
            return remembered.size();
        }
    }

    private static String digest(String piece) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(piece.getBytes(StandardCharsets.UTF_8));
            return new String(digest, StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private synchronized Encoding encoding() {
        Encoding encoding = loaded;
        if (encoding == null) {
            encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
            loaded = encoding;
        }
        return encoding;
    }
}
