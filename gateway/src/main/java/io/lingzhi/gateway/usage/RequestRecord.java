package io.lingzhi.gateway.usage;

import io.lingzhi.gateway.money.Cost;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.protocol.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One client request as the ledger keeps it, with its attempts in order.
 *
 * @param at when the request came in
 * @param clientKeyId the id of the client's key, never the key
 * @param inbound the protocol in which the client asked
 * @param operation what was asked for, such as {@code chat} or {@code embeddings}
 * @param modelAsked as the client wrote it
 * @param status the HTTP status that the client saw; 499 when the client was gone before the answer's end
 * @param failureKind the simple name of the {@code Failure}, empty when the answer was good
 * @param streamed whether the client asked for a stream
 * @param latency from the request's arrival to the last byte
 * @param timeToFirstToken from the request's arrival to the first token, if one came
 * @param losses what the last translation could not carry, as {@code path (reason)}
 * @param decision why it went where it went
 */
public record RequestRecord(
        Instant at,
        String requestId,
        String clientKeyId,
        Protocol inbound,
        String operation,
        String modelAsked,
        int status,
        Optional<String> failureKind,
        boolean streamed,
        Duration latency,
        Optional<Duration> timeToFirstToken,
        Usage usage,
        List<String> losses,
        List<AttemptRecord> attempts,
        Decision decision) {
    /** A request of whose decision nothing is told. */
    public RequestRecord(
            Instant at,
            String requestId,
            String clientKeyId,
            Protocol inbound,
            String operation,
            String modelAsked,
            int status,
            Optional<String> failureKind,
            boolean streamed,
            Duration latency,
            Optional<Duration> timeToFirstToken,
            Usage usage,
            List<String> losses,
            List<AttemptRecord> attempts) {
        this(
                at,
                requestId,
                clientKeyId,
                inbound,
                operation,
                modelAsked,
                status,
                failureKind,
                streamed,
                latency,
                timeToFirstToken,
                usage,
                losses,
                attempts,
                Decision.NONE);
    }

    public RequestRecord {
        losses = List.copyOf(losses);
        attempts = List.copyOf(attempts);
    }

    /** The same request with its decision. */
    public RequestRecord with(Decision told) {
        return with(attempts, told);
    }

    /** The same request with its attempts. */
    public RequestRecord with(List<AttemptRecord> made) {
        return with(made, decision);
    }

    private RequestRecord with(List<AttemptRecord> made, Decision told) {
        return new RequestRecord(
                at,
                requestId,
                clientKeyId,
                inbound,
                operation,
                modelAsked,
                status,
                failureKind,
                streamed,
                latency,
                timeToFirstToken,
                usage,
                losses,
                made,
                told);
    }

    /** Whether the client got no good answer; a client that left before the end (499) counts as such. */
    public boolean failed() {
        return failureKind.isPresent() || status >= 400;
    }

    /** What all attempts together cost; empty when that of one is not known. */
    public Optional<Cost> cost() {
        Cost sum = Cost.NOTHING;
        for (AttemptRecord attempt : attempts) {
            if (attempt.charge().cost().isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(attempt.charge().cost().get());
        }
        return Optional.of(sum);
    }

    /**
     * What is known to have been consumed; empty when an attempt may have consumed tokens and none reported any. A
     * request that reached no upstream consumed nothing, and that is known.
     */
    public Optional<Usage> knownUsage() {
        boolean unknown = usage.equals(Usage.NONE)
                && attempts.stream().anyMatch(AttemptRecord::usageUnknown)
                && attempts.stream().allMatch(attempt -> attempt.usage().isEmpty());
        return unknown ? Optional.empty() : Optional.of(usage);
    }
}
