package io.lingzhi.llm.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Fits ids and names of other protocols into what OpenAI's protocols allow: 64 characters. The same text always gives
 * the same.
 */
public final class OpenAiIdentifiers {
    private static final int MAX_LENGTH = 64;
    private static final int KEPT = 47;
    private static final int HEX = 16;
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-zA-Z0-9_-]");

    private OpenAiIdentifiers() {}

    /** A call's id; a longer one keeps 47 characters and gets a digest. */
    public static String callId(String id) {
        return id.length() <= MAX_LENGTH
                ? id
                : id.substring(0, KEPT) + "_" + digest(id).substring(0, HEX);
    }

    /** A tool's name, of letters, digits, underscores and hyphens. */
    public static String toolName(String name) {
        boolean longer = name.length() > MAX_LENGTH;
        String allowed = NOT_IN_NAMES.matcher(name).replaceAll("_");
        return longer ? allowed.substring(0, KEPT) + "_" + digest(name).substring(0, HEX) : allowed;
    }

    /** Who asks in the end; a longer id is told by its digest alone, since it may hold several. */
    public static String endUser(String id) {
        return id.length() <= MAX_LENGTH ? id : digest(id);
    }

    /** The SHA-256 of a text, in 64 hexadecimal digits. */
    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
