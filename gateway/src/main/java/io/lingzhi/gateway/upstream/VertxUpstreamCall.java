package io.lingzhi.gateway.upstream;

import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Spliced;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call on one event loop. After {@link #over} is set, nothing reaches the listener.
 *
 * <p>An upstream may close an idle connection just when a call takes it from the pool. A call whose connection had
 * served another and breaks at once, before anything of an answer, is sent once more over a new connection if its body
 * is here whole: nobody hears of it. One that breaks later may have been at work, and paid for: that is a failure.
 */
final class VertxUpstreamCall implements UpstreamCall {
    private UpstreamRequest request;
    private final UpstreamListener listener;
    private static final Duration CLOSING = Duration.ofSeconds(3);
    /** A connection that was closed before tells so within the time that a packet takes there and back. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    /** RFC 9113, section 8.7, read 2026-11-25: an upstream resets a stream so that it has not processed. */
    private static final long REFUSED_STREAM = 7;

    private final Means means;
    private final PhaseDeadline deadline;
    private final Optional<PaceGuard> pace;
    private final Ways ways;
    private final ReadBatch batch = new ReadBatch(this::chunks);
    private @Nullable HttpClientRequest wire;
    private Optional<BodyReads.Answer> reads = Optional.empty();
    /** Whether the connection had served another call. */
    private boolean reused;

    private long sentNanos;

    private @Nullable SendingBody sending;
    private @Nullable HttpClientResponse response;
    private boolean paused;
    private boolean over;

    /** The ways to an upstream: over pooled connections, and over one that serves this call alone. */
    record Ways(HttpClient pooled, HttpClient fresh, UsedConnections used) {}

    /**
     * What all calls share.
     *
     * @param proxyTls for {@code https} proxies
     */
    record Means(Timers timers, LongSupplier nanoTime, ClientSSLOptions proxyTls, Addresses addresses) {}

    VertxUpstreamCall(UpstreamRequest request, UpstreamListener listener, Means means, Ways ways) {
        this.request = request;
        this.ways = ways;
        this.means = means;
        this.listener = listener;
        Deadlines limits = request.deadlines();
        this.deadline = new PhaseDeadline(means.timers(), means.nanoTime(), limits.total(), this::expire);
        this.pace = limits.slowest().map(slowest -> new PaceGuard(means.timers(), slowest, () -> slow(slowest)));
    }

    void send() {
        send(ways.pooled());
    }

    private void send(HttpClient client) {
        Deadlines limits = request.deadlines();
        deadline.lookAfter(shortest(limits));
        deadline.enter(PhaseDeadline.Phase.HEAD, limits.connect().plus(limits.responseHead()));
        RequestOptions options;
        try {
            options = options();
        } catch (IllegalArgumentException e) {
            fail(new Failure.InternalFault("the upstream's address or its proxy-url cannot be used: check base-url and "
                    + "proxy-url of this provider"));
            return;
        }
        client.request(options).onComplete(this::connected, this::unreachable);
    }

    private static Duration shortest(Deadlines limits) {
        return shorter(limits.responseHead(), shorter(limits.firstToken(), limits.idle()));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private RequestOptions options() {
        Addresses.Address address = means.addresses().of(request.url());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setHost(address.host())
                .setPort(address.port())
                .setSsl(address.tls())
                .setURI(address.target())
                .setConnectTimeout(request.deadlines().connect().toMillis());
        Proxies.options(request.proxy(), means.proxyTls()).ifPresent(options::setProxyOptions);
        request.at()
                .ifPresent(
                        at -> options.setServer(SocketAddress.inetSocketAddress(address.port(), at.getHostAddress())));
        request.headers().forEach((name, value) -> options.putHeader(name, value.reveal()));
        return options;
    }

    private void connected(HttpClientRequest connection) {
        if (over) {
            var _ = connection.reset();
            return;
        }
        wire = connection;
        reused = ways.used().take(connection.connection());
        reads = BodyReads.next(connection.connection());
        sentNanos = means.nanoTime().getAsLong();
        deadline.enter(PhaseDeadline.Phase.HEAD, request.deadlines().responseHead());
        connection.exceptionHandler(cause -> broken(connection, cause));
        switch (request.body()) {
            case UpstreamBody.Whole(Spliced content) -> {
                if (content.length() > WholeSource.PIECE) {
                    send(connection, new byte[0], OptionalLong.of(content.length()), new WholeSource(content));
                } else {
                    send(connection, content.bytes());
                }
            }
            case UpstreamBody.Arriving(byte[] head, OptionalLong length, UpstreamBody.Source rest) ->
                send(connection, head, length, rest);
        }
    }

    private void send(HttpClientRequest connection, byte[] bytes) {
        (request.takesBody() ? connection.send(SendingBody.wrapped(bytes, 0, bytes.length)) : connection.send())
                .onComplete(this::answered, cause -> broken(connection, cause));
    }

    private void send(HttpClientRequest connection, byte[] head, OptionalLong length, UpstreamBody.Source rest) {
        connection.response().onComplete(this::answered, cause -> broken(connection, cause));
        if (length.isPresent()) {
            connection.putHeader("content-length", Long.toString(length.getAsLong()));
        } else {
            connection.setChunked(true);
        }
        SendingBody body = new SendingBody(connection, rest, new SendingDeadlines());
        sending = body;
        body.begin(head);
    }

    /** The phases of a body that is sent piece by piece, until the upstream answers. */
    private final class SendingDeadlines implements SendingBody.Progress {
        @Override
        public void stuck() {
            enter(PhaseDeadline.Phase.SENDING, request.deadlines().idle());
        }

        @Override
        public void flowing() {
            if (response == null) {
                deadline.suspend();
            }
        }

        @Override
        public void complete() {
            sending = null; // and with it the body, which a stream has no use for while it goes on
            enter(PhaseDeadline.Phase.HEAD, request.deadlines().responseHead());
        }

        private void enter(PhaseDeadline.Phase phase, Duration limit) {
            if (response == null) {
                deadline.enter(phase, limit);
            }
        }
    }

    private void answered(HttpClientResponse answer) {
        if (over) {
            return;
        }
        response = answer;
        request = request.sent();
        answer.exceptionHandler(cause -> broken(answer.request(), cause));
        answer.handler(this::chunk);
        answer.endHandler(ignored -> finish());
        if (paused) {
            reads.ifPresent(BodyReads.Answer::pause);
            answer.pause();
        }
        deadline.enter(PhaseDeadline.Phase.IDLE, request.deadlines().idle());
        deadline.awaitToken(request.deadlines().firstToken());
        listener.head(answer.statusCode(), headers(answer));
    }

    private static Map<String, String> headers(HttpClientResponse answer) {
        Map<String, String> headers = new HashMap<>();
        answer.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private void chunk(Buffer bytes) {
        if (over) {
            return;
        }
        deadline.progress();
        batch.add(bytes(bytes));
    }

    /** Those of the buffer, without a copy where they are all of an array: nobody else has it. */
    private static byte[] bytes(Buffer buffer) {
        ByteBuf held = ((BufferInternal) buffer).getByteBuf();
        boolean whole = held.hasArray() && held.arrayOffset() == 0 && held.array().length == held.readableBytes();
        return whole ? held.array() : buffer.getBytes();
    }

    private void chunks(byte[] joined) {
        if (!over) {
            listener.chunk(joined);
        }
    }

    private void finish() {
        batch.handOn();
        if (!over) {
            conclude();
            listener.end();
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
            deadline.enter(PhaseDeadline.Phase.CLOSING, closing(request.deadlines()));
        }
    }

    /** How long an upstream may leave a stream open whose answer it has ended. */
    static Duration closing(Deadlines limits) {
        return shorter(CLOSING, limits.idle());
    }

    private void slow(Deadlines.Pace slowest) {
        expire("sent less than " + slowest.tokensPerSecond() + " tokens a second over "
                + slowest.window().toSeconds() + " s");
    }

    private void expire(String complaint) {
        conclude(); // before the reset, which would be heard as a broken connection
        reset();
        listener.failed(new Failure.TimedOut("the upstream " + host() + " " + complaint));
    }

    private void unreachable(Throwable cause) {
        fail(new Failure.Unreachable("no connection to the upstream " + host() + ": " + reason(cause)
                + "; check its base-url and proxy-url, and that it runs"));
    }

    private void broken(HttpClientRequest connection, Throwable cause) {
        if (over || !connection.equals(wire)) {
            return; // heard already, of a connection that was given up
        }
        if (stale(cause)) {
            wire = null;
            stopSending();
            send(ways.fresh());
            return;
        }
        batch.handOn();
        fail(new Failure.Unreachable("the connection to the upstream " + host() + " broke: " + reason(cause)));
    }

    /** Whether it was closed before the upstream read the call: not so once something of an answer has come. */
    private boolean stale(Throwable cause) {
        boolean closed = cause instanceof HttpClosedException
                || cause instanceof IOException
                || (cause instanceof StreamResetException reset && reset.getCode() == REFUSED_STREAM);
        boolean atOnce = means.nanoTime().getAsLong() - sentNanos < AT_ONCE.toNanos();
        return closed && reused && atOnce && response == null && request.body() instanceof UpstreamBody.Whole;
    }

    private void fail(Failure failure) {
        if (!over) {
            conclude();
            listener.failed(failure);
        }
    }

    /** An upstream that has answered before it was sent everything gets no more; the connection is of no use then. */
    private void conclude() {
        over = true;
        batch.forget();
        deadline.stop();
        pace.ifPresent(PaceGuard::stop);
        if (stopSending()) {
            reset();
        }
    }

    /** Returns whether something was left to send. */
    private boolean stopSending() {
        return sending != null && sending.stop();
    }

    private String host() {
        return Objects.requireNonNullElse(URI.create(request.url()).getHost(), "(no host)");
    }

    /** The exception's kind and text; texts of connection failures name addresses, and no secrets. */
    private static String reason(Throwable cause) {
        String text = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return text == null || text.isBlank()
                ? kind
                : kind + ", " + text.lines().findFirst().orElse("");
    }

    private void reset() {
        if (wire != null) {
            var _ = wire.reset();
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            conclude();
            reset();
        }
    }

    @Override
    public void pause() {
        if (over) {
            return;
        }
        paused = true;
        deadline.pause();
        pace.ifPresent(PaceGuard::pause);
        if (response != null) {
            reads.ifPresent(BodyReads.Answer::pause);
            response.pause();
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
        if (response != null) {
            reads.ifPresent(BodyReads.Answer::resume);
            response.resume();
        }
    }
}
