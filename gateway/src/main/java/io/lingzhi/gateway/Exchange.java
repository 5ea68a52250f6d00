package io.lingzhi.gateway;

import io.lingzhi.gateway.money.Cost;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.usage.AttemptRecord;
import io.lingzhi.gateway.usage.Decision;
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
import java.util.OptionalLong;
import java.util.function.Consumer;

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
    /** All that were begun, in order. */
    private final List<Begun> attempts = new ArrayList<>();

    private Notes notes = new Notes();
    /** Since when no attempt has run. */
    private long idleSinceNanos;

    private Cancellable pause = () -> {};
    private Optional<Attempt> answering = Optional.empty();
    private Runnable whenOver = () -> {};
    private Consumer<Failure> whenOverspent = ignored -> {};
    private Optional<Bill> bill = Optional.empty();
    private boolean over;

    /** One attempt, from its beginning to its record. */
    private static final class Begun {
        private final Attempt attempt;
        private Decision.Way way;
        private Cancellable call = () -> {};
        private Optional<AttemptRecord> record = Optional.empty();

        Begun(Attempt attempt, Decision.Way way) {
            this.attempt = attempt;
            this.way = way;
        }

        boolean runs() {
            return record.isEmpty();
        }
    }

    /** @param afterwards runs once the exchange is over */
    Exchange(Surroundings surroundings, Protocol inbound, String operation, Caller caller, Runnable afterwards) {
        this.surroundings = surroundings;
        this.inbound = inbound;
        this.operation = operation;
        this.caller = caller;
        this.afterwards = afterwards;
        this.at = surroundings.clock().instant();
        this.startedNanos = surroundings.nanoTime().getAsLong();
        this.idleSinceNanos = startedNanos;
    }

    /** What this exchange costs, and whose money it is. */
    void billedTo(Bill own) {
        bill = Optional.of(own);
    }

    Optional<Bill> bill() {
        return bill;
    }

    /** Runs the task when the answer must end for want of money. */
    void whenOverspent(Consumer<Failure> task) {
        whenOverspent = task;
    }

    private void heard(Attempt attempt) {
        bill.flatMap(own -> own.heard(attempt)).ifPresent(whenOverspent);
    }

    /** What all attempts have cost so far, in nano-USD; empty when that of one is not known. */
    OptionalLong costSoFar() {
        long sum = 0;
        for (Begun begun : attempts) {
            Optional<Cost> cost = begun.record
                    .map(AttemptRecord::charge)
                    .orElseGet(() -> charge(begun.attempt, Optional.empty()))
                    .cost();
            if (cost.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += cost.get().nanos();
        }
        return OptionalLong.of(sum);
    }

    private AttemptRecord.Charge charge(Attempt attempt, Optional<String> failureKind) {
        return bill.map(own -> new AttemptRecord.Charge(
                        own.cost(attempt, attempt.consumedNothing(failureKind)), own.source(attempt)))
                .orElse(AttemptRecord.Charge.UNKNOWN);
    }

    void identified(String keyId) {
        caller = new Caller(keyId, caller.requestId());
    }

    Caller caller() {
        return caller;
    }

    /** The credential of the attempt that runs, or of the last one. */
    String answeringCredential() {
        return attempts.stream()
                .filter(Begun::runs)
                .map(begun -> begun.attempt)
                .findFirst()
                .or(() -> answering)
                .map(attempt -> attempt.where().credentialId())
                .orElse("");
    }

    void asks(ModelId model, boolean stream) {
        modelAsked = model.value();
        streamed = stream;
    }

    /** The kind of an attempt that was stopped because another answered first. */
    static final String OUTRUN = "Outrun";

    /** Where the exchange goes is noted here. */
    void considers(Notes where) {
        notes = where;
    }

    /** Begins the next attempt. */
    Attempt begin(Leg leg, Decision.Role role) {
        long now = surroundings.nanoTime().getAsLong();
        Duration waited =
                attempts.stream().anyMatch(Begun::runs) ? Duration.ZERO : Duration.ofNanos(now - idleSinceNanos);
        Attempt attempt =
                new Attempt(leg.where(), leg.target(), surroundings.clock().instant(), surroundings.nanoTime());
        attempt.onHeard(() -> heard(attempt));
        attempts.add(new Begun(attempt, new Decision.Way(role, waited, Optional.empty())));
        return attempt;
    }

    /** How to stop this attempt, should the client go away. Does nothing when the attempt has ended meanwhile. */
    void running(Attempt attempt, Cancellable call) {
        for (Begun begun : attempts) {
            if (begun.attempt == attempt && begun.runs()) {
                begun.call = call;
            }
        }
    }

    /** How to stop waiting for the next round, should the client go away. */
    void waiting(Cancellable timer) {
        pause = timer;
    }

    /** Runs the task once the exchange is over. */
    void whenOver(Runnable task) {
        whenOver = task;
    }

    boolean over() {
        return over;
    }

    /** This attempt came to nothing. */
    void attemptFailed(Attempt attempt, Failure failure) {
        answering = Optional.of(attempt);
        close(attempt, Optional.of(kind(failure)), Optional.of(failure.message()));
    }

    /** This attempt is stopped, since another one answers. What it consumed so far is recorded. */
    void attemptOutrun(Attempt attempt) {
        close(attempt, Optional.of(OUTRUN), Optional.empty());
    }

    /** The answer reached the client whole. */
    void delivered() {
        attempts.forEach(begun -> begun.call = () -> {});
        closeAll(Optional.empty(), Optional.empty());
        finish(200, Optional.empty(), Optional.empty());
    }

    /** The client was told of this failure with this status. */
    void failed(int status, Failure failure) {
        Optional<String> message = Optional.of(failure.message());
        closeAll(Optional.of(kind(failure)), message);
        finish(status, Optional.of(kind(failure)), message);
    }

    /** The client went away: stops what runs. */
    void gone() {
        if (!over) {
            closeAll(Optional.empty(), Optional.empty());
            finish(CLIENT_GONE, Optional.of("ClientGone"), Optional.empty());
        }
    }

    private void closeAll(Optional<String> failureKind, Optional<String> message) {
        pause.cancel();
        pause = () -> {};
        for (Begun begun : List.copyOf(attempts)) {
            if (begun.runs()) {
                answering = Optional.of(begun.attempt);
                close(begun, failureKind, message);
            }
        }
    }

    private void close(Attempt attempt, Optional<String> failureKind, Optional<String> message) {
        for (Begun begun : attempts) {
            if (begun.attempt == attempt && begun.runs()) {
                close(begun, failureKind, message);
            }
        }
    }

    /** An upstream whose answer nobody takes any more must not go on sending it. */
    private void close(Begun begun, Optional<String> failureKind, Optional<String> message) {
        idleSinceNanos = surroundings.nanoTime().getAsLong();
        begun.record = Optional.of(begun.attempt.record(failureKind, charge(begun.attempt, failureKind)));
        begun.way = begun.way.with(message.map(Decision::kept));
        begun.call.cancel();
    }

    private void finish(int status, Optional<String> failureKind, Optional<String> message) {
        if (over) {
            return;
        }
        over = true;
        whenOver.run();
        List<AttemptRecord> records = records();
        bill.ifPresent(own -> own.settle(known(records)));
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
                        usage(records),
                        answering.map(Attempt::losses).orElse(List.of()),
                        records,
                        decision(message.map(Decision::kept))));
        afterwards.run();
    }

    /** What all attempts together have cost, as far as it is known, in nano-USD. */
    private static long known(List<AttemptRecord> records) {
        long sum = 0;
        for (AttemptRecord attempt : records) {
            sum += attempt.charge().cost().map(Cost::nanos).orElse(0L);
        }
        return sum;
    }

    private Optional<Duration> timeToFirstToken() {
        return answering
                .filter(attempt -> attempt.firstTokenNanos().isPresent())
                .map(attempt -> Duration.ofNanos(attempt.firstTokenNanos().getAsLong() - startedNanos));
    }

    /** What all attempts together consumed, as far as it is known. */
    private static Usage usage(List<AttemptRecord> records) {
        Usage sum = Usage.NONE;
        for (AttemptRecord attempt : records) {
            sum = sum.plus(attempt.usage().orElse(Usage.NONE));
        }
        return sum;
    }

    private List<AttemptRecord> records() {
        List<AttemptRecord> records = new ArrayList<>(attempts.size());
        for (Begun begun : attempts) {
            begun.record.ifPresent(records::add);
        }
        return records;
    }

    /** The ways stand in the order of {@link #records}: when an exchange is over, all that was begun has ended. */
    private Decision decision(Optional<String> message) {
        return new Decision(notes.considered(), notes.leftOut(), ways(), message);
    }

    private List<Decision.Way> ways() {
        List<Decision.Way> ways = new ArrayList<>(attempts.size());
        for (Begun begun : attempts) {
            ways.add(begun.way);
        }
        return ways;
    }

    /** The name of a failure's kind in records. */
    static String kind(Failure failure) {
        return failure.getClass().getSimpleName();
    }
}
