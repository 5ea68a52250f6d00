package io.lingzhi.gateway.upstream;

import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.llm.Failure;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A call whose other end is a script. Its deadlines are the real ones, entered where {@link VertxUpstreamCall} enters
 * them.
 */
public final class ScriptedCall implements UpstreamCall {
    private final Iterator<Step> script;
    private final Deadlines limits;
    private final UpstreamListener listener;
    private final Timers world;
    private final PhaseDeadline deadline;
    private final Optional<PaceGuard> pace;
    private @Nullable Cancellable next;
    private @Nullable Step late;
    private boolean paused;
    private boolean over;

    /** One thing that the other end does, so long after the one before. After the last, it is silent. */
    public record Step(long afterNanos, Act act) {}

    /** What the other end can do. */
    public sealed interface Act {
        record Connect() implements Act {}

        record Head(int status, Map<String, String> headers) implements Act {}

        @SuppressWarnings("ArrayRecordComponent") // bytes of one hop, never compared
        record Chunk(byte[] bytes) implements Act {}

        record End() implements Act {}

        record Break(Failure failure) implements Act {}
    }

    /**
     * @param world runs the script
     * @param timers run the deadlines
     */
    public ScriptedCall(
            List<Step> script,
            UpstreamRequest request,
            UpstreamListener listener,
            Timers world,
            Timers timers,
            LongSupplier nanoTime) {
        this.script = script.iterator();
        this.limits = request.deadlines();
        this.listener = listener;
        this.world = world;
        this.deadline = new PhaseDeadline(timers, nanoTime, limits.total(), this::expire);
        this.pace = limits.slowest().map(slowest -> new PaceGuard(timers, slowest, () -> expire("was slow")));
        deadline.enter(PhaseDeadline.Phase.HEAD, limits.connect().plus(limits.responseHead()));
        arm();
    }

    private void arm() {
        if (!over && script.hasNext()) {
            Step step = script.next();
            next = world.after(java.time.Duration.ofNanos(step.afterNanos()), () -> arrive(step));
        }
    }

    private void arrive(Step step) {
        if (over) {
            return;
        }
        if (paused && (step.act() instanceof Act.Chunk || step.act() instanceof Act.End)) {
            late = step;
            return;
        }
        act(step.act());
        arm();
    }

    private void act(Act act) {
        switch (act) {
            case Act.Connect() -> deadline.enter(PhaseDeadline.Phase.HEAD, limits.responseHead());
            case Act.Head(int status, Map<String, String> headers) -> {
                deadline.enter(PhaseDeadline.Phase.IDLE, limits.idle());
                deadline.awaitToken(limits.firstToken());
                listener.head(status, headers);
            }
            case Act.Chunk(byte[] bytes) -> {
                deadline.progress();
                listener.chunk(bytes);
            }
            case Act.End() -> {
                conclude();
                listener.end();
            }
            case Act.Break(Failure failure) -> {
                conclude();
                listener.failed(failure);
            }
        }
    }

    private void expire(String complaint) {
        conclude();
        listener.failed(new Failure.TimedOut("the upstream " + complaint));
    }

    private void conclude() {
        over = true;
        deadline.stop();
        pace.ifPresent(PaceGuard::stop);
        if (next != null) {
            next.cancel();
        }
    }

    @Override
    public void heard(double tokens) {
        if (!over) {
            deadline.tokenSeen();
            pace.ifPresent(guard -> guard.heard(tokens));
        }
    }

    @Override
    public void complete() {
        if (!over) {
            deadline.tokenSeen();
            pace.ifPresent(PaceGuard::stop);
            deadline.enter(PhaseDeadline.Phase.CLOSING, VertxUpstreamCall.closing(limits));
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            conclude();
        }
    }

    @Override
    public void pause() {
        if (!over) {
            paused = true;
            deadline.pause();
            pace.ifPresent(PaceGuard::pause);
        }
    }

    @Override
    public void resume() {
        if (over) {
            return;
        }
        paused = false;
        deadline.resume();
        pace.ifPresent(PaceGuard::resume);
        Step step = late;
        if (step != null) {
            late = null;
            act(step.act());
            arm();
        }
    }
}
