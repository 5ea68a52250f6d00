package io.lingzhi.llm.gemini;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of one request's functions as Gemini takes them: a letter or underscore first, then letters, digits and
 * {@code _.:-}, at most 64 characters. A name that fits is kept. Two names that would become the same are told apart by
 * a hash.
 *
 * <p>Source: https://ai.google.dev/api/caching#FunctionDeclaration, read 2026-11-22.
 */
final class GeminiNames {
    private static final int MAX_LENGTH = 64;
    private static final int HASH_LENGTH = 12;
    private static final Pattern REFUSED = Pattern.compile("[^a-zA-Z0-9_.:-]");
    private static final Pattern BEGINNING = Pattern.compile("^[a-zA-Z_]");

    private final Map<String, String> given = new HashMap<>();

    /** The name for Gemini; the same for the same name, whenever it is asked for. */
    String of(String name) {
        String known = given.get(name);
        if (known != null) {
            return known;
        }
        String wanted = sanitised(name);
        String free = wanted;
        for (int attempt = 1; given.containsValue(free); attempt++) {
            free = cut(wanted, MAX_LENGTH - HASH_LENGTH - 1) + "_" + hash(name + "\0" + attempt);
        }
        given.put(name, free);
        return free;
    }

    static String sanitised(String name) {
        String plain = REFUSED.matcher(name).replaceAll("_");
        return cut(BEGINNING.matcher(plain).find() ? plain : "_" + plain, MAX_LENGTH);
    }

    /** Twelve hexadecimal digits that tell texts apart. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
