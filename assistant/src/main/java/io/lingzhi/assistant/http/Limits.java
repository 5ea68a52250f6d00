package io.lingzhi.assistant.http;

import java.time.Duration;

/**
 * What one client may cost the service.
 *
 * @param bodyBytes largest request body
 * @param headerBytes largest request head, and longest first line
 * @param concurrentRequests requests in work at a time; one more is refused
 * @param texts most texts in one embedding request
 * @param readDeadline longest time for a request's head, and again for its body
 * @param totalDeadline longest time from a request's head to the end of its answer
 * @param writeDeadline longest time that a client may leave an answer unread
 */
public record Limits(
        int bodyBytes,
        int headerBytes,
        int concurrentRequests,
        int texts,
        Duration readDeadline,
        Duration totalDeadline,
        Duration writeDeadline) {
    public static final Limits DEFAULT = new Limits(
            1 << 20, 16 << 10, 256, 2048, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(30));

    public Limits {
        if (bodyBytes <= 0 || headerBytes <= 0 || concurrentRequests <= 0 || texts <= 0) {
            throw new IllegalArgumentException("limits are positive");
        }
        if (!readDeadline.isPositive() || !totalDeadline.isPositive() || !writeDeadline.isPositive()) {
            throw new IllegalArgumentException("deadlines are positive");
        }
    }
}
