package io.lingzhi.gateway.world;

import io.lingzhi.gateway.upstream.UpstreamListener;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Usage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One call that an upstream saw, as it went. Passes on to the gateway what it hears. */
final class Call implements UpstreamListener {
    final int number;
    final int request;
    final Upstream upstream;
    final String model;
    /** What the client would have if it read this call's answer to its end. */
    final Answer logical;

    final Usage usage;
    /** Whether the call brought the answer's beginning along. */
    final boolean prefilled;

    final long startedAt;
    private final UpstreamListener gateway;
    private final LongSupplier time;
    private final Trace trace;
    private final Blocks blocks;
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private int status;
    private Map<String, String> headers = Map.of();
    private boolean spoke;
    private boolean whole;
    private boolean tellsUsage;
    private boolean cancelled;
    private long endedAt = -1;
    private Optional<Failure> failure = Optional.empty();

    Call(Seen seen, Answer logical, Usage usage, UpstreamListener gateway, Surroundings around) {
        this.number = seen.number();
        this.request = seen.request();
        this.upstream = seen.upstream();
        this.model = seen.model();
        this.prefilled = seen.prefilled();
        this.logical = logical;
        this.usage = usage;
        this.gateway = gateway;
        this.time = around.time();
        this.trace = around.trace();
        this.blocks = around.blocks();
        this.startedAt = time.getAsLong();
    }

    /** What could be seen of the call when it came. */
    record Seen(int number, int request, Upstream upstream, String model, boolean prefilled) {}

    /** What all calls share. */
    record Surroundings(LongSupplier time, Trace trace, Blocks blocks) {}

    @Override
    public void head(int answered, Map<String, String> with) {
        status = answered;
        headers = with;
        trace.say("call %d: head %d %s", number, answered, with);
        gateway.head(answered, with);
    }

    @Override
    public void chunk(byte[] bytes) {
        if (status > 299) {
            error.writeBytes(bytes);
        } else {
            if (!Arrays.equals(bytes, ScriptedUpstream.PING)) {
                spoke = true;
                blocks.answered(this);
            }
        }
        gateway.chunk(bytes);
    }

    @Override
    public void end() {
        over();
        if (status > 299) {
            blame(upstream.wire().outbound().decodeFailure(status, headers, error.toByteArray()));
        } else {
            whole = true;
            blocks.answered(this); // told once more, when the exchange is over
        }
        trace.say(
                "call %d: ends%s", number, failure.map(reason -> ", " + reason).orElse(""));
        gateway.end();
    }

    @Override
    public void failed(Failure reason) {
        over();
        trace.say("call %d: %s", number, reason);
        if (status > 299) {
            blame(upstream.wire().outbound().decodeFailure(status, headers, error.toByteArray()));
        } else if (spoke) {
            failure = Optional.of(reason);
        } else {
            blame(reason);
        }
        gateway.failed(reason);
    }

    /** It will tell its usage if it is read to its end. */
    void tellsUsage() {
        tellsUsage = true;
    }

    private void over() {
        endedAt = time.getAsLong();
    }

    private void blame(Failure reason) {
        failure = Optional.of(reason);
        blocks.failed(this, reason, time.getAsLong());
    }

    void cancelled() {
        if (running()) {
            trace.say("call %d: cancelled", number);
            cancelled = true;
            blocks.stopped(this);
            over();
        }
    }

    /** Whether it was stopped while the other had said something of an answer, at the moment when that said it. */
    boolean mayBeOutrunBy(Call other) {
        boolean together = other.startedAt <= endedAt && (other.running() || other.endedAt >= endedAt);
        return cancelled && other != this && other.spoke && together;
    }

    boolean running() {
        return endedAt < 0;
    }

    long endedAt() {
        return endedAt;
    }

    /** Whether something of an answer, not of an error, reached the gateway. */
    boolean spoke() {
        return spoke;
    }

    /** Whether the body came to its end, and told the usage. */
    boolean usageIsTold() {
        return whole && tellsUsage;
    }

    /** Why it failed, as far as the call itself tells. */
    Optional<Failure> failure() {
        return failure;
    }

    /** Whether an upstream would not go on from the beginning that it was given, so that the same attempt asks anew. */
    boolean refusedToGoOn() {
        return prefilled
                && !spoke
                && failure.filter(Failure.InvalidRequest.class::isInstance).isPresent();
    }
}
