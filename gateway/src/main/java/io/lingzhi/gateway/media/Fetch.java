package io.lingzhi.gateway.media;

import io.lingzhi.gateway.config.Secret;
import io.lingzhi.gateway.upstream.Cancellable;
import io.lingzhi.gateway.upstream.UpstreamBody;
import io.lingzhi.gateway.upstream.UpstreamClient;
import io.lingzhi.gateway.upstream.UpstreamListener;
import io.lingzhi.gateway.upstream.UpstreamRequest;
import io.lingzhi.llm.Failure;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The fetching of one URL. Each hop is looked up here, every address is judged, and the connection goes to the judged
 * address: a name that changes its mind in between changes nothing. Nothing of the client's or of a credential is sent.
 * Used on one event loop.
 */
final class Fetch implements Cancellable {
    private static final int MAX_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
    private static final int FOUND = 200;

    private static final Map<String, Secret> HEADERS = Map.of(
            "user-agent", new Secret("lingzhi"),
            "accept", new Secret("image/*, application/pdf"),
            "accept-encoding", new Secret("identity"));

    private final Means means;
    private final Terms terms;
    private final Ration ration;
    private final Executor loop;
    private final Told told;
    private Cancellable running = () -> {};
    private boolean over;

    /** What all fetches share. */
    record Means(UpstreamClient client, HostAddresses names, Executor blocking) {}

    /** Hears once how it ended, unless it was cancelled. */
    interface Told {
        void fetched(Fetched medium);

        void failed(String reason);
    }

    /** @param ration what all media of the request may weigh */
    Fetch(Means means, Terms terms, Ration ration, Executor loop, Told told) {
        this.means = means;
        this.terms = terms;
        this.ration = ration;
        this.loop = loop;
        this.told = told;
    }

    void start(String url) {
        try {
            visit(MediaUrl.of(url), MAX_REDIRECTS);
        } catch (UnfetchableException e) {
            fail(e.reason());
        }
    }

    @Override
    public void cancel() {
        over = true;
        running.cancel();
    }

    private void visit(MediaUrl url, int redirects) throws UnfetchableException {
        if (!url.secure() && terms.proxy().filter(Fetch::isHttp).isPresent()) {
            throw new UnfetchableException("an http URL cannot be fetched safely through an HTTP proxy: use https");
        }
        means.blocking().execute(() -> {
            List<InetAddress> addresses = lookUp(url.host());
            loop.execute(() -> call(url, addresses, redirects));
        });
    }

    /** Such a proxy would look plain {@code http} names up again. */
    private static boolean isHttp(Secret proxy) {
        return proxy.reveal().toLowerCase(Locale.ROOT).startsWith("http");
    }

    private List<InetAddress> lookUp(String host) {
        try {
            return means.names().of(host);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private void call(MediaUrl url, List<InetAddress> addresses, int redirects) {
        if (over) {
            return;
        }
        if (addresses.isEmpty()) {
            fail("its host cannot be found");
        } else if (!terms.guard().allows(url.host(), addresses)) {
            fail("its host is not on the public Internet (media-fetch-allow lists the exceptions)");
        } else {
            Hop hop = new Hop(url, redirects);
            running = hop;
            hop.begin(addresses.getFirst());
        }
    }

    private void fail(String reason) {
        if (!over) {
            cancel();
            told.failed(reason);
        }
    }

    /** One call, and what comes of it. */
    private final class Hop implements UpstreamListener, Cancellable {
        private final MediaUrl url;
        private final int redirects;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Optional<Cancellable> call = Optional.empty();
        private boolean left;

        Hop(MediaUrl url, int redirects) {
            this.url = url;
            this.redirects = redirects;
        }

        void begin(InetAddress address) {
            Cancellable begun = means.client()
                    .call(
                            new UpstreamRequest(
                                    "GET",
                                    url.asked(),
                                    HEADERS,
                                    new UpstreamBody.Whole(new byte[0]),
                                    terms.proxy(),
                                    terms.deadlines(),
                                    Optional.of(address)),
                            this);
            call = Optional.of(begun);
            if (left) {
                begun.cancel();
            }
        }

        @Override
        public void cancel() {
            left = true;
            call.ifPresent(Cancellable::cancel);
        }

        @Override
        public void head(int status, Map<String, String> headers) {
            if (left) {
                return;
            }
            try {
                if (REDIRECTIONS.contains(status)) {
                    cancel();
                    follow(headers);
                } else {
                    check(status, headers);
                }
            } catch (UnfetchableException e) {
                fail(e.reason());
            }
        }

        private void follow(Map<String, String> headers) throws UnfetchableException {
            if (redirects == 0) {
                throw new UnfetchableException("it redirects more than " + MAX_REDIRECTS + " times");
            }
            visit(url.redirected(headers.getOrDefault("location", "")), redirects - 1);
        }

        private void check(int status, Map<String, String> headers) throws UnfetchableException {
            if (status != FOUND) {
                throw new UnfetchableException("its server answers with status " + status);
            }
            if (!headers.getOrDefault("content-encoding", "identity").equalsIgnoreCase("identity")) {
                throw new UnfetchableException("its server sends it packed, though it was asked not to");
            }
            if (!MediaType.mayBe(headers.getOrDefault("content-type", ""))) {
                throw new UnfetchableException("it is neither an image nor a PDF, as its server says");
            }
            if (announced(headers) > terms.bytes()) {
                throw tooLong();
            }
        }

        private long announced(Map<String, String> headers) {
            String length = headers.getOrDefault("content-length", "");
            return length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
        }

        private UnfetchableException tooLong() {
            return new UnfetchableException("it is longer than " + terms.bytes() + " bytes (limits.media)");
        }

        @Override
        public void chunk(byte[] bytes) {
            if (left) {
                return;
            }
            if (body.size() + (long) bytes.length > terms.bytes()) {
                fail(tooLong().reason());
            } else if (!ration.take(bytes.length)) {
                fail("all media of the request are longer than " + terms.bytesInAll()
                        + " bytes together (limits.body)");
            } else {
                body.writeBytes(bytes);
            }
        }

        @Override
        public void end() {
            if (left) {
                return;
            }
            byte[] whole = body.toByteArray();
            Optional<String> type = MediaType.of(whole);
            if (type.isEmpty()) {
                fail("it is neither an image nor a PDF, by its first bytes");
                return;
            }
            over = true;
            told.fetched(new Fetched(type.get(), Base64.getEncoder().encodeToString(whole)));
        }

        /** The failure's own words name addresses, which are not the client's to learn. */
        @Override
        public void failed(Failure failure) {
            if (!left) {
                fail(failure instanceof Failure.TimedOut ? "its server is too slow" : "its server cannot be reached");
            }
        }
    }
}
