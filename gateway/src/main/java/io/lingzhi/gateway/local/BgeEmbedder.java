package io.lingzhi.gateway.local;

import ai.onnxruntime.OrtException;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.JsonSyntaxException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns texts into vectors of {@value LocalProvider#DIMENSIONS} numbers in this process. The model is loaded once, by
 * the first call, and freed by {@link #close()}.
 *
 * <p>For any thread. A call blocks, and belongs on a virtual thread; the computing itself runs on platform threads of
 * this class, since native code would hold a virtual thread's carrier. A call has one text computed at a time and then
 * queues again, so that a call of one text does not wait for the whole of a call of a thousand.
 */
public final class BgeEmbedder implements AutoCloseable {
    /** The most texts in one call. */
    public static final int MAX_TEXTS = 2048;
    /** The longest text that is taken, in characters; the model reads its first {@link BgeModel#MAX_TOKENS} tokens. */
    public static final int MAX_CHARACTERS = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(BgeEmbedder.class);
    private static final int MAX_WAITING_CALLS = 256;
    private static final Duration IDLE_THREAD = Duration.ofSeconds(30);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final Duration deadline;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor threads;
    private final Object loading = new Object();
    private @Nullable BgeModel model;

    /**
     * @param parallelism texts computed at the same time, normally the number of processors
     * @param deadline the longest that one call may take, waiting, loading and computing together
     * @param nanoTime a clock for that deadline, in nanoseconds
     */
    public BgeEmbedder(int parallelism, Duration deadline, LongSupplier nanoTime) {
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        this.threads = new ThreadPoolExecutor(
                parallelism,
                parallelism,
                IDLE_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING_CALLS),
                Thread.ofPlatform().daemon().name("embed-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** The vectors of the texts, or why there are none. */
    public Embedding embed(List<String> texts) {
        Optional<Failure> mistake = mistake(texts);
        if (mistake.isPresent()) {
            return new Embedding.Failed(mistake.get());
        }
        List<Embedding.Complete> done = new ArrayList<>();
        try {
            compute(texts, done);
            return complete(done);
        } catch (RejectedExecutionException | CancellationException e) {
            return new Embedding.Failed(busyOrStopping());
        } catch (TimeoutException e) {
            return new Embedding.Failed(
                    new Failure.TimedOut("the deadline of " + deadline.toMillis() + " ms passed when " + done.size()
                            + " of " + texts.size() + " texts were embedded; send fewer texts in one call"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Embedding.Failed(new Failure.TimedOut("the call was given up by its caller"));
        } catch (ExecutionException e) {
            LOG.warn("The embedding model failed", e.getCause());
            return new Embedding.Failed(new Failure.InternalFault("the model " + LocalProvider.EMBED
                    + " could not be loaded or run in this process; the log has the cause"));
        }
    }

    /** Ends the running texts, lets waiting calls fail, and frees the model. */
    @Override
    public void close() {
        for (Runnable waiting : threads.shutdownNow()) {
            if (waiting instanceof Future<?> text) {
                text.cancel(false);
            }
        }
        try {
            if (!threads.awaitTermination(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn(
                        "The embedding model still computes after {} s and is left to the end of the process",
                        STOPPING.toSeconds());
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        free();
    }

    private void compute(List<String> texts, List<Embedding.Complete> done)
            throws TimeoutException, InterruptedException, ExecutionException {
        long end = nanoTime.getAsLong() + deadline.toNanos();
        for (String text : texts) {
            Future<Embedding.Complete> vector = threads.submit(() -> loaded().embed(text));
            try {
                done.add(vector.get(Math.max(0, end - nanoTime.getAsLong()), TimeUnit.NANOSECONDS));
            } finally {
                vector.cancel(false);
            }
        }
    }

    private static Embedding complete(List<Embedding.Complete> done) {
        return new Embedding.Complete(
                done.stream().flatMap(text -> text.vectors().stream()).toList(),
                done.stream().mapToInt(Embedding.Complete::tokens).sum(),
                done.stream().mapToInt(Embedding.Complete::truncated).sum());
    }

    private static Optional<Failure> mistake(List<String> texts) {
        if (texts.isEmpty() || texts.size() > MAX_TEXTS) {
            return invalid("input holds " + texts.size() + " texts; send 1 to " + MAX_TEXTS);
        }
        for (int i = 0; i < texts.size(); i++) {
            int length = texts.get(i).length();
            if (length == 0) {
                return invalid("text " + i + " of input is empty; leave it out");
            }
            if (length > MAX_CHARACTERS) {
                return invalid("text " + i + " of input has " + length + " characters; split it into pieces of at most "
                        + MAX_CHARACTERS + " (the model reads the first " + BgeModel.MAX_TOKENS + " tokens of each)");
            }
        }
        return Optional.empty();
    }

    private static Optional<Failure> invalid(String message) {
        return Optional.of(Failure.InvalidRequest.of(message, "input"));
    }

    private Failure busyOrStopping() {
        return new Failure.Overloaded(
                threads.isShutdown()
                        ? "this gateway is stopping"
                        : MAX_WAITING_CALLS + " embedding calls are waiting already; try again in a moment",
                Optional.empty());
    }

    private BgeModel loaded() throws IOException, OrtException, JsonSyntaxException {
        synchronized (loading) {
            if (model == null) {
                model = BgeModel.load();
            }
            return model;
        }
    }

    private void free() {
        synchronized (loading) {
            if (model != null) {
                try {
                    model.close();
                } catch (OrtException e) {
                    LOG.warn("The embedding model could not be freed", e);
                }
                model = null;
            }
        }
    }
}
