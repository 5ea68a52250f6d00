package io.lingzhi.gateway.config;

import java.util.Locale;

/** What a key of the file does in this version. */
public enum KeyStatus {
    /** It works, and a change counts at once. */
    ACTIVE,
    /** It works, and a change counts after the next start. */
    RESTART,
    /** It is accepted and its type is checked, but nothing reads it yet. */
    INACTIVE;

    /** The word in {@code docs/config.md}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
