package io.lingzhi.gateway.media;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * The media of one request: each is fetched when the first attempt needs it, and once, however many attempts follow. A
 * failure is remembered too. Used on one event loop.
 */
public final class RequestMedia {
    private final MediaFetcher fetcher;
    private final Config config;
    private final Map<String, Fetched> fetched = new HashMap<>();
    private Optional<Failure> failure = Optional.empty();

    public RequestMedia(MediaFetcher fetcher, Config config) {
        this.fetcher = fetcher;
        this.config = config;
    }

    /** Goes on when the media are there, or cannot be. */
    public interface Then {
        void go(ChatRequest ready);

        void failed(Failure failure);
    }

    /**
     * Puts bytes in the places of URLs that the upstream does not read. Where there are none, or fetching is switched
     * off, it goes on at once.
     *
     * @param read whether the upstream takes this medium as it is
     * @param loop runs tasks on the event loop that asks
     */
    public Cancellable inline(ChatRequest request, Predicate<Part.Media> read, Executor loop, Then then) {
        Set<String> urls = config.mediaFetching().enabled() ? UrlMedia.of(request, read) : Set.of();
        if (urls.isEmpty()) {
            then.go(request);
        } else if (failure.isPresent()) {
            then.failed(failure.get());
        } else if (fetched.keySet().containsAll(urls)) {
            then.go(UrlMedia.inlined(request, chosen(urls)));
        } else {
            return fetcher.fetch(urls, Terms.of(config), loop, new Fetching(request, urls, then));
        }
        return () -> {};
    }

    private Map<String, Fetched> chosen(Set<String> urls) {
        Map<String, Fetched> chosen = new HashMap<>(fetched);
        chosen.keySet().retainAll(urls);
        return chosen;
    }

    private final class Fetching implements MediaFetcher.Told {
        private final ChatRequest request;
        private final Set<String> urls;
        private final Then then;

        Fetching(ChatRequest request, Set<String> urls, Then then) {
            this.request = request;
            this.urls = urls;
            this.then = then;
        }

        @Override
        public void fetched(Map<String, Fetched> media) {
            fetched.putAll(media);
            then.go(UrlMedia.inlined(request, chosen(urls)));
        }

        @Override
        public void failed(Failure reason) {
            failure = Optional.of(reason);
            then.failed(reason);
        }
    }
}
