package io.lingzhi.gateway.config;

/** One setting that differs between two configurations, with secrets masked. */
public record Change(String key, String before, String after, boolean needsRestart) {
    @Override
    public String toString() {
        return key + ": " + before + " -> " + after;
    }
}
