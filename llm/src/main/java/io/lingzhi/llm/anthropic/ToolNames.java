package io.lingzhi.llm.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** The names and ids of tools and calls. This protocol knows letters, digits, {@code _} and {@code -} in them. */
final class ToolNames {
    /** Longest tool name, in characters. */
    static final int MAX_LENGTH = 128;

    /** How the ids begin that hold another upstream's id, since some upstreams insist on the very id they gave. */
    private static final String CARRIED = "lzid_";

    private static final Pattern REFUSED = Pattern.compile("[^a-zA-Z0-9_-]");

    private ToolNames() {}

    /** The name as an upstream takes it. */
    static String tool(String name) {
        String accepted = REFUSED.matcher(name).replaceAll("_");
        return accepted.length() <= MAX_LENGTH ? accepted : accepted.substring(0, MAX_LENGTH);
    }

    /** The id as an upstream takes it; a call and its result get the same. */
    static String id(String id) {
        return id.isEmpty() ? "toolu_" : REFUSED.matcher(id).replaceAll("_");
    }

    /** The id as a client carries it. */
    static String carriedId(String id) {
        if (!id.isEmpty() && !REFUSED.matcher(id).find()) {
            return id;
        }
        return CARRIED + Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    /** The id that a client carried. */
    static String originalId(String carried) {
        if (!carried.startsWith(CARRIED)) {
            return carried;
        }
        try {
            return new String(
                    Base64.getUrlDecoder().decode(carried.substring(CARRIED.length())), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return carried;
        }
    }
}
