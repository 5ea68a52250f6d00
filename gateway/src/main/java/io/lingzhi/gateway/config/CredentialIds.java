package io.lingzhi.gateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the ids of the credentials of one configuration: {@code kind:digest}, with {@code -1}, {@code -2} behind
 * repetitions. The digest covers what makes a credential itself, so an id outlives a reload and a restart.
 */
final class CredentialIds {
    private static final int DIGITS = 12;
    private final Map<String, Integer> given = new HashMap<>();

    String next(String kind, String key, String baseUrl, String proxy, String prefix, Map<String, String> headers) {
        StringBuilder text = new StringBuilder(String.join("\0", List.of(kind, key, baseUrl, proxy, prefix)));
        new TreeMap<>(headers)
                .forEach((name, value) ->
                        text.append('\0').append(name).append('\0').append(value));
        String id = kind + ":" + digest(text.toString()).substring(0, DIGITS);
        int repetition = given.merge(id, 1, Integer::sum) - 1;
        return repetition == 0 ? id : id + "-" + repetition;
    }

    static String digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
