package io.lingzhi.app;

import io.lingzhi.assistant.picture.PictureSource;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.media.MediaFetcher;
import io.lingzhi.gateway.media.Terms;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Pictures from the gateway's guarded fetcher, for code that waits. */
final class GuardedPictures implements PictureSource {
    /** Past the fetcher's own deadline, so that this one speaks only if the event loop is stuck. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final MediaFetcher fetcher;
    private final Supplier<Config> config;
    private final Supplier<Executor> eventLoops;

    GuardedPictures(MediaFetcher fetcher, Supplier<Config> config, Supplier<Executor> eventLoops) {
        this.fetcher = fetcher;
        this.config = config;
        this.eventLoops = eventLoops;
    }

    @Override
    public Fetched fetch(String url) {
        Config now = config.get();
        if (!now.mediaFetching().enabled()) {
            return refused("pictures are not fetched here (media-fetch: false): send the picture itself");
        }
        Terms terms = Terms.of(now);
        Executor loop = eventLoops.get();
        CompletableFuture<Fetched> outcome = new CompletableFuture<>();
        AtomicReference<Cancellable> running = new AtomicReference<>(() -> {});
        loop.execute(() -> running.set(fetcher.fetch(List.of(url), terms, loop, new Telling(outcome))));
        try {
            return outcome.get(terms.deadlines().total().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return refused("the picture was not there in time: send the picture itself");
        } catch (InterruptedException e) {
            loop.execute(() -> Objects.requireNonNull(running.get()).cancel());
            Thread.currentThread().interrupt();
            return refused("the wait for the picture was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("fetching never fails by exception", e);
        }
    }

    private static Fetched refused(String why) {
        return new Fetched.Refused(Failure.InvalidRequest.of(why));
    }

    private record Telling(CompletableFuture<Fetched> outcome) implements MediaFetcher.Told {
        @Override
        public void fetched(Map<String, io.lingzhi.gateway.media.Fetched> media) {
            media.values().forEach(one -> outcome.complete(new Fetched.Picture(one.mimeType(), one.base64())));
        }

        @Override
        public void failed(Failure failure) {
            outcome.complete(new Fetched.Refused(failure));
        }
    }
}
