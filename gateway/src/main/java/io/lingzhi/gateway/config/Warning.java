package io.lingzhi.gateway.config;

/**
 * Something that the operator should know and that does not keep the configuration from being used.
 *
 * @param key path of the key, or the name of a variable
 * @param text all of it in one line with its place, in the reader's language, never with a secret
 */
public record Warning(Place place, String key, String text) {
    @Override
    public String toString() {
        return text;
    }
}
