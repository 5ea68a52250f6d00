package io.lingzhi.gateway;

import io.lingzhi.gateway.rescue.Transcript;
import io.lingzhi.llm.ChatStream;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.protocol.FailureStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The side of a client inside the process: events go from the event loop to a queue, and from there to the thread that
 * waits. The queue's length is bounded by backpressure: past the limit the lane stops reading.
 */
final class QueueDelivery implements Delivery, ChatStream {
    private static final int CONGESTED_AT = 1024;
    private static final int DRAINED_AT = 256;
    /** Of a longer answer nothing is kept to go on from. */
    private static final int MAX_TOLD_CHARS = 1 << 20;
    /** Past the exchange's own total deadline, so that this one speaks only if the event loop is stuck. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Executor loop;
    private final Duration patience;
    private final BlockingQueue<StreamEvent> queue = new LinkedBlockingQueue<>();
    private boolean ended;
    private volatile OptionalLong cost = OptionalLong.empty();
    // The following belong to the event loop.
    private final Transcript told = new Transcript(MAX_TOLD_CHARS);
    private boolean begun;
    private boolean closed;
    private @Nullable Exchange exchange;
    private final List<Runnable> waiting = new ArrayList<>();

    QueueDelivery(Executor loop, Duration totalDeadline) {
        this.loop = loop;
        this.patience = totalDeadline.plus(GRACE);
    }

    void belongsTo(Exchange own) {
        exchange = own;
        if (closed) {
            own.gone();
        }
    }

    @Override
    public StreamEvent next() {
        if (ended) {
            throw new IllegalStateException("the answer has ended");
        }
        StreamEvent event = poll();
        ended = event instanceof StreamEvent.Finished || event instanceof StreamEvent.Failed;
        if (queue.size() == DRAINED_AT) {
            loop.execute(this::drained);
        }
        return event;
    }

    @Override
    public OptionalLong costNanos() {
        return cost;
    }

    private StreamEvent poll() {
        try {
            StreamEvent event = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return event != null
                    ? event
                    : new StreamEvent.Failed(new Failure.TimedOut("the gateway gave no answer within " + patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StreamEvent.Failed(new Failure.InternalFault("the wait for the answer was interrupted"));
        }
    }

    private void drained() {
        List<Runnable> tasks = List.copyOf(waiting);
        waiting.clear();
        tasks.forEach(Runnable::run);
    }

    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            queue.add(new StreamEvent.Failed(new Failure.Unreachable("the answer was given up")));
            if (exchange != null) {
                exchange.gone();
            }
        });
    }

    @Override
    public void events(List<StreamEvent> events) {
        begun = true;
        told.accept(events);
        if (events.getLast() instanceof StreamEvent.Finished && exchange != null) {
            cost = exchange.costSoFar();
        }
        queue.addAll(events);
    }

    @Override
    public Optional<Transcript> told() {
        return Optional.of(told);
    }

    @Override
    public int fail(Failure failure) {
        queue.add(new StreamEvent.Failed(failure));
        return begun ? 200 : FailureStatus.of(failure);
    }

    @Override
    public boolean begun() {
        return begun;
    }

    @Override
    public boolean congested() {
        return queue.size() > CONGESTED_AT;
    }

    @Override
    public void onDrained(Runnable task) {
        if (queue.size() <= DRAINED_AT) {
            loop.execute(task);
        } else {
            waiting.add(task);
        }
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void frames(byte[] raw, List<StreamEvent> meaning) {
        throw new IllegalStateException("a client inside the process takes events");
    }

    @Override
    public void framesEnd() {
        throw new IllegalStateException("a client inside the process takes events");
    }

    @Override
    public void body(String contentType, byte[] raw) {
        throw new IllegalStateException("a client inside the process takes events");
    }
}
