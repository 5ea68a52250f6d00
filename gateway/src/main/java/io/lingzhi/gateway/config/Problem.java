package io.lingzhi.gateway.config;

/**
 * One mistake that keeps a configuration from being used.
 *
 * @param key path of the key, such as {@code openai-compatibility[deepseek].base-url}; empty for the file as a whole
 * @param found what stands there, never a secret
 * @param expected what should stand there, so also how to fix it
 * @param text all of it in one line, in the reader's language
 */
public record Problem(Place place, String key, String found, String expected, String text) {
    @Override
    public String toString() {
        return text;
    }
}
