package io.lingzhi.gateway.usage;

import io.lingzhi.llm.Usage;
import io.lingzhi.llm.protocol.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records for tests. */
public final class Records {
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    public static final Usage SOME_USAGE = new Usage(100, 20, 60, 10, 5);

    private Records() {}

    /** A streamed chat that succeeded at its first attempt and took 1.5 s. */
    public static RequestRecord good(String requestId, Instant at, String key, String model) {
        return new RequestRecord(
                at,
                requestId,
                key,
                Protocol.OPENAI_CHAT,
                "chat",
                model,
                200,
                Optional.empty(),
                true,
                Duration.ofMillis(1500),
                Optional.of(Duration.ofNanos(250_125_000)),
                SOME_USAGE,
                List.of(),
                List.of(attempt(at, "deepseek", Optional.of(200), Optional.of(SOME_USAGE))));
    }

    /** The same request with other attempts, and the usage that they add up to. */
    public static RequestRecord withAttempts(RequestRecord request, Usage usage, List<AttemptRecord> attempts) {
        return new RequestRecord(
                request.at(),
                request.requestId(),
                request.clientKeyId(),
                request.inbound(),
                request.operation(),
                request.modelAsked(),
                request.status(),
                request.failureKind(),
                request.streamed(),
                request.latency(),
                request.timeToFirstToken(),
                usage,
                List.of(),
                attempts);
    }

    /** The same request as one that failed without any answer. */
    public static RequestRecord failed(RequestRecord request, int status, String kind) {
        return new RequestRecord(
                request.at(),
                request.requestId(),
                request.clientKeyId(),
                request.inbound(),
                request.operation(),
                request.modelAsked(),
                status,
                Optional.of(kind),
                request.streamed(),
                request.latency(),
                Optional.empty(),
                Usage.NONE,
                List.of(),
                List.of());
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // passed on as they stand in the record
    public static AttemptRecord attempt(Instant at, String provider, Optional<Integer> status, Optional<Usage> usage) {
        boolean good = status.orElse(0) == 200;
        return new AttemptRecord(
                at,
                provider,
                "upstream-of-" + provider,
                provider + "-1",
                status,
                good ? Optional.empty() : Optional.of(status.isPresent() ? "RateLimited" : "Unreachable"),
                Duration.ofMillis(good ? 1400 : 100),
                good ? Optional.of(Duration.ofMillis(200)) : Optional.empty(),
                usage,
                AttemptRecord.Charge.UNKNOWN);
    }
}
