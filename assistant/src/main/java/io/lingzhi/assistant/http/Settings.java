package io.lingzhi.assistant.http;

/**
 * Where the service listens, and what it lets a client do.
 *
 * @param port 0 takes a free one
 * @param cors which pages of other sites may call it
 */
public record Settings(String host, int port, Limits limits, Cors cors) {
    public Settings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("assistant.port is 0 to 65535, found " + port);
        }
    }
}
