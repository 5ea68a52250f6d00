package io.lingzhi.gateway;

import io.lingzhi.gateway.config.ErrorRule;
import io.lingzhi.gateway.upstream.UpstreamCall;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.llm.Loss;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/** What is seen of one attempt while it runs. Used on one event loop. */
final class Attempt {
    private final Try where;
    private final Instant at;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    private Optional<Integer> status = Optional.empty();
    private Optional<Usage> usage = Optional.empty();
    private OptionalLong firstTokenNanos = OptionalLong.empty();
    private List<String> losses = List.of();
    private Map<String, String> headers = Map.of();
    private Optional<ErrorRule.Action> ruling = Optional.empty();
    private Runnable onFirstToken = () -> {};
    private DoubleConsumer onTokens = ignored -> {};
    private Runnable onComplete = () -> {};

    Attempt(Try where, Instant at, LongSupplier nanoTime) {
        this.where = where;
        this.at = at;
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
    }

    /** The request lost these on its way to this upstream. */
    void lost(List<Loss> lost) {
        losses = lost.stream()
                .map(loss -> loss.path() + " (" + loss.reason() + ")")
                .toList();
    }

    List<String> losses() {
        return losses;
    }

    /** The upstream answered with this HTTP status. */
    void answered(int httpStatus) {
        status = Optional.of(httpStatus);
    }

    /** The upstream's response headers, names in lower case. */
    void answeredWith(Map<String, String> responseHeaders) {
        headers = responseHeaders;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The operator has said what is done about the error that the upstream answered. */
    void ruled(ErrorRule.Action action) {
        ruling = Optional.of(action);
    }

    Optional<ErrorRule.Action> ruling() {
        return ruling;
    }

    /** Runs the task once, when the first token is seen. */
    void onFirstToken(Runnable task) {
        onFirstToken = task;
    }

    /** The call that carries the attempt hears how many tokens come, and when the answer is whole. */
    void carriedBy(UpstreamCall call) {
        onTokens = call::heard;
        onComplete = call::complete;
    }

    /** The answer is whole, although its stream may go on. */
    void complete() {
        onComplete.run();
    }

    /** These events were decoded. */
    void observe(List<StreamEvent> events) {
        double tokens = TokenPace.of(events);
        if (tokens > 0) {
            onTokens.accept(tokens);
        }
        for (StreamEvent event : events) {
            if (event instanceof StreamEvent.Finished) {
                complete();
            }
            if (event instanceof StreamEvent.UsageReported(Usage reported)) {
                usage = Optional.of(reported);
            } else if (firstTokenNanos.isEmpty() && isToken(event)) {
                firstTokenNanos = OptionalLong.of(nanoTime.getAsLong());
                onFirstToken.run();
            }
        }
    }

    private static boolean isToken(StreamEvent event) {
        return event instanceof StreamEvent.TextDelta
                || event instanceof StreamEvent.ThinkingDelta
                || event instanceof StreamEvent.ArgumentsDelta;
    }

    Try where() {
        return where;
    }

    Optional<Usage> usage() {
        return usage;
    }

    OptionalLong firstTokenNanos() {
        return firstTokenNanos;
    }

    /** @param failureKind why it came to nothing, if it did */
    AttemptRecord record(Optional<String> failureKind) {
        return new AttemptRecord(
                at,
                where.provider(),
                where.upstreamModel(),
                where.credentialId(),
                status,
                failureKind,
                Duration.ofNanos(nanoTime.getAsLong() - startedNanos),
                firstTokenNanos.isPresent()
                        ? Optional.of(Duration.ofNanos(firstTokenNanos.getAsLong() - startedNanos))
                        : Optional.empty(),
                usage);
    }
}
