package io.lingzhi.gateway.config;

/**
 * One row of the table of all keys.
 *
 * @param key path with {@code []} for each list, such as {@code openai-compatibility[].models[].alias}
 * @param unit of a bare number; empty when it has none
 * @param defaultValue as it would be written in the file; empty when there is none
 */
public record ConfigKey(String key, String type, String unit, String defaultValue, KeyStatus status) {}
