package io.lingzhi.gateway.usage;

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
        List<AttemptRecord> attempts) {
    public RequestRecord {
        attempts = List.copyOf(attempts);
    }
}
