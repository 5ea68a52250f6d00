package io.lingzhi.assistant.knowledge;

import io.lingzhi.llm.Caller;
import io.lingzhi.llm.EmbeddingClient;
import io.lingzhi.llm.EmbeddingClient.Vectors;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.ModelId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Makes the vectors of passages, and tries again where a failure may pass. */
final class Embedder {
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    /** A failure that passes later is told at once. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private static final Caller SELF = new Caller("knowledge", "ingestion");

    private final EmbeddingClient client;
    private final CountDownLatch stopping;

    /** @param stopping ends a wait before its time */
    Embedder(EmbeddingClient client, CountDownLatch stopping) {
        this.client = client;
        this.stopping = stopping;
    }

    Vectors embed(String model, List<String> texts) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            Vectors vectors = client.embed(new ModelId(model), texts, SELF);
            if (!(vectors instanceof Vectors.Failed(Failure failure)) || attempt == ATTEMPTS || !mayPass(failure)) {
                return vectors;
            }
            Duration pause = failure.retryAfter().filter(longer(wait)).orElse(wait);
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("the service stops");
            }
            wait = wait.multipliedBy(2);
        }
    }

    private static Predicate<Duration> longer(Duration other) {
        return duration -> duration.compareTo(other) > 0;
    }

    private static boolean mayPass(Failure failure) {
        boolean soon = failure.retryAfter().filter(longer(LONGEST_WAIT)).isEmpty();
        return switch (failure) {
            case Failure.RateLimited _, Failure.Overloaded _ -> soon;
            case Failure.QuotaExhausted exhausted ->
                soon && exhausted.retryAfter().isPresent();
            case Failure.Unreachable _, Failure.TimedOut _, Failure.UpstreamFault _ -> true;
            case Failure.InvalidRequest _,
                    Failure.PayloadTooLarge _,
                    Failure.UnknownRoute _,
                    Failure.Unsupported _,
                    Failure.ContextTooLong _,
                    Failure.Unauthenticated _,
                    Failure.Forbidden _,
                    Failure.UnknownModel _,
                    Failure.NoCredential _,
                    Failure.InternalFault _ -> false;
        };
    }
}
