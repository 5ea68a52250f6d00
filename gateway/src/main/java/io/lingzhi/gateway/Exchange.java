package io.lingzhi.gateway;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.llm.Caller;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.protocol.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request from its arrival to its record: who asks, what was tried, how it ended. It ends exactly once, by
 * {@link #delivered}, {@link #failed} or {@link #gone}, and is then written to the ledger. Used on one event loop.
 */
final class Exchange {
    /** The status that records give to a client that went away, by the custom of nginx. */
    static final int CLIENT_GONE = 499;

    private final Surroundings surroundings;
    private final Runnable afterwards;
    private final Protocol inbound;
    private final String operation;
    private final Instant at;
    private final long startedNanos;
    private Caller caller;
    private String modelAsked = "";
    private boolean streamed;
    private final List<AttemptRecord> attempts = new ArrayList<>();
    private @Nullable Attempt current;
    private Cancellable cancel = () -> {};
    private Optional<Attempt> answering = Optional.empty();
    private Runnable whenOver = () -> {};
    private boolean over;

    /** @param afterwards runs once the exchange is over */
    Exchange(Surroundings surroundings, Protocol inbound, String operation, Caller caller, Runnable afterwards) {
        this.surroundings = surroundings;
        this.inbound = inbound;
        this.operation = operation;
        this.caller = caller;
        this.afterwards = afterwards;
        this.at = surroundings.clock().instant();
        this.startedNanos = surroundings.nanoTime().getAsLong();
    }

    void identified(String keyId) {
        caller = new Caller(keyId, caller.requestId());
    }

    Caller caller() {
        return caller;
    }

    /** The credential of the attempt that runs, or of the last one. */
    String answeringCredential() {
        return Optional.ofNullable(current)
                .or(() -> answering)
                .map(attempt -> attempt.where().credentialId())
                .orElse("");
    }

    void asks(ModelId model, boolean stream) {
        modelAsked = model.value();
        streamed = stream;
    }

    /** Begins the next attempt; the one before must have failed. */
    Attempt begin(Try next) {
        Attempt attempt = new Attempt(next, surroundings.clock().instant(), surroundings.nanoTime());
        current = attempt;
        return attempt;
    }

    /** How to stop this attempt, should the client go away. Does nothing when the attempt has ended meanwhile. */
    void running(Attempt attempt, Cancellable running) {
        if (current == attempt) {
            cancel = running;
        }
    }

    /** How to stop waiting for the next round, should the client go away. */
    void waiting(Cancellable timer) {
        cancel = timer;
    }

    /** Runs the task once the exchange is over. */
    void whenOver(Runnable task) {
        whenOver = task;
    }

    boolean over() {
        return over;
    }

    /** The current attempt came to nothing. */
    void attemptFailed(Failure failure) {
        stop();
        close(Optional.of(failure));
    }

    /** The answer reached the client whole. */
    void delivered() {
        close(Optional.empty());
        finish(200, Optional.empty());
    }

    /** The client was told of this failure with this status. */
    void failed(int status, Failure failure) {
        stop();
        close(Optional.of(failure));
        finish(status, Optional.of(kind(failure)));
    }

    /** The client went away: stops what runs. */
    void gone() {
        if (!over) {
            stop();
            close(Optional.empty());
            finish(CLIENT_GONE, Optional.of("ClientGone"));
        }
    }

    /** An upstream whose answer nobody takes any more must not go on sending it. */
    private void stop() {
        cancel.cancel();
        cancel = () -> {};
    }

    private void close(Optional<Failure> failure) {
        if (current != null) {
            attempts.add(current.record(failure));
            answering = Optional.of(current);
            current = null;
        }
    }

    private void finish(int status, Optional<String> failureKind) {
        if (over) {
            return;
        }
        over = true;
        whenOver.run();
        long now = surroundings.nanoTime().getAsLong();
        surroundings
                .ledger()
                .record(new RequestRecord(
                        at,
                        caller.requestId(),
                        caller.keyId(),
                        inbound,
                        operation,
                        modelAsked,
                        status,
                        failureKind,
                        streamed,
                        Duration.ofNanos(now - startedNanos),
                        timeToFirstToken(),
                        usage(),
                        answering.map(Attempt::losses).orElse(List.of()),
                        attempts));
        afterwards.run();
    }

    private Optional<Duration> timeToFirstToken() {
        return answering
                .filter(attempt -> attempt.firstTokenNanos().isPresent())
                .map(attempt -> Duration.ofNanos(attempt.firstTokenNanos().getAsLong() - startedNanos));
    }

    /** What all attempts together consumed, as far as it is known. */
    private Usage usage() {
        Usage sum = Usage.NONE;
        for (AttemptRecord attempt : attempts) {
            sum = sum.plus(attempt.usage().orElse(Usage.NONE));
        }
        return sum;
    }

    /** The name of a failure's kind in records. */
    static String kind(Failure failure) {
        return failure.getClass().getSimpleName();
    }
}
