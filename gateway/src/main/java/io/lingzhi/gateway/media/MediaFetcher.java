package io.lingzhi.gateway.media;

import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.Timers;
import io.lingzhi.gateway.upstream.UpstreamClient;
import io.lingzhi.llm.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Fetches what a request names by URL, under {@link Terms}: a few at a time, all within one deadline, all or none. A
 * failure is the request's own: it names the URL, without what may be secret in it, and why. Stateless; to be used on
 * event loops.
 */
public final class MediaFetcher {
    private static final int MAX_URLS = 32;
    private static final int AT_ONCE = 4;

    private final Fetch.Means means;
    private final Timers timers;

    /** @param blocking runs what may block, which is to look names up */
    public MediaFetcher(UpstreamClient client, HostAddresses names, Executor blocking, Timers timers) {
        this.means = new Fetch.Means(client, names, blocking);
        this.timers = timers;
    }

    /** Hears once how it ended, unless it was cancelled. */
    public interface Told {
        /** @param media by their URLs */
        void fetched(Map<String, Fetched> media);

        void failed(Failure failure);
    }

    /**
     * Fetches these URLs.
     *
     * @param loop runs tasks on the event loop that asks
     */
    public Cancellable fetch(Collection<String> urls, Terms terms, Executor loop, Told told) {
        if (urls.size() > MAX_URLS) {
            told.failed(Failure.InvalidRequest.of(
                    "the gateway fetches at most " + MAX_URLS + " images and documents for one request, and this one"
                            + " names " + urls.size() + " by URL: send the others as base64",
                    "messages"));
            return () -> {};
        }
        Run run = new Run(urls, terms, loop, told);
        run.next();
        return run;
    }

    /** The state of one request's fetching. Used on one event loop. */
    private final class Run implements Cancellable {
        private final Deque<String> waiting;
        private final Map<String, Fetch> running = new HashMap<>();
        private final Map<String, Fetched> fetched = new HashMap<>();
        private final Terms terms;
        private final Ration ration;
        private final Executor loop;
        private final Told told;
        private final Cancellable deadline;
        private boolean over;

        Run(Collection<String> urls, Terms terms, Executor loop, Told told) {
            this.waiting = new ArrayDeque<>(urls);
            this.terms = terms;
            this.ration = new Ration(terms.bytesInAll());
            this.loop = loop;
            this.told = told;
            this.deadline = timers.after(terms.deadlines().total(), this::timeIsUp);
        }

        void next() {
            while (!over && running.size() < AT_ONCE && !waiting.isEmpty()) {
                begin(waiting.remove());
            }
            if (!over && running.isEmpty() && waiting.isEmpty()) {
                end();
                told.fetched(Map.copyOf(fetched));
            }
        }

        private void begin(String url) {
            Fetch fetch = new Fetch(means, terms, ration, loop, new Fetch.Told() {
                @Override
                public void fetched(Fetched medium) {
                    running.remove(url);
                    fetched.put(url, medium);
                    next();
                }

                @Override
                public void failed(String reason) {
                    fail(url, reason);
                }
            });
            running.put(url, fetch);
            fetch.start(url);
        }

        private void timeIsUp() {
            Duration total = terms.deadlines().total();
            Optional<String> late = running.keySet().stream().sorted().findFirst();
            late.ifPresent(url -> fail(url, "it was not there within " + total.toMillis() + " ms"));
        }

        private void fail(String url, String reason) {
            if (!over) {
                end();
                told.failed(Failure.InvalidRequest.of(
                        "the gateway cannot fetch " + MediaUrl.shown(url) + ": " + reason
                                + ". Mend the URL, or send the content as base64",
                        "messages"));
            }
        }

        private void end() {
            over = true;
            deadline.cancel();
            List<Fetch> left = new ArrayList<>(running.values());
            running.clear();
            left.forEach(Fetch::cancel);
        }

        @Override
        public void cancel() {
            if (!over) {
                end();
            }
        }
    }
}
