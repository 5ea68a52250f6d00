package io.lingzhi.assistant.http;

import io.lingzhi.assistant.CancelSignal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of one request: its place among the running ones, its deadline, and the thread that answers it. A client
 * that hangs up, and a deadline that passes, cancel the work at once. Invariant: {@code onEnd} runs exactly once.
 */
final class RunningRequest {
    private final Vertx vertx;
    private final Runnable onEnd;
    private final CancelSignal cancel = new CancelSignal();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final long timer;
    /** Touched on the event loop only. */
    private @Nullable Thread worker;

    RunningRequest(Vertx vertx, HttpServerRequest request, Reply reply, Duration deadline, Runnable onEnd) {
        this.vertx = vertx;
        this.onEnd = onEnd;
        this.timer = vertx.setTimer(deadline.toMillis(), ignored -> {
            reply.problem(Problem.of(ProblemKind.TIMED_OUT, Wording.deadlinePassed(deadline)));
            giveUp();
        });
        request.response().closeHandler(ignored -> giveUp());
        request.response().exceptionHandler(ignored -> giveUp());
    }

    /** Begins to answer, on a virtual thread. Event loop only. */
    void start(Consumer<CancelSignal> answer) {
        if (cancel.cancelled()) {
            end();
            return;
        }
        worker = Thread.ofVirtual().name("assistant-request").start(() -> {
            try {
                answer.accept(cancel);
            } finally {
                end();
            }
        });
    }

    /** Gives the place back. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            vertx.cancelTimer(timer);
            onEnd.run();
        }
    }

    /** Closes what the worker waits for, then wakes it. Closing may block, so it has a thread of its own. */
    private void giveUp() {
        if (ended.get()) {
            return;
        }
        Thread waiting = worker;
        Thread.ofVirtual().name("assistant-cancel").start(() -> {
            cancel.cancel();
            if (waiting != null && !ended.get()) {
                waiting.interrupt();
            }
        });
    }
}
