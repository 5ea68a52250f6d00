package io.lingzhi.bench.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running simulated provider. It speaks OpenAI Chat Completions, OpenAI Responses, Anthropic Messages and Gemini
 * under any prefix, with embeddings, token counts and lists of models, and fails as the model name, the header
 * {@code x-simulate} or the user's text tells it: {@code sim-ok!delay=500ms,stall@3}. {@link ScriptReader} has the
 * grammar, {@code docs/simulator.md} explains it. {@code GET /__log} gives the requests it took, {@code POST /__reset}
 * forgets them and starts the fault counts anew.
 *
 * <p>It writes down headers and bodies as they are, secrets too: bind it to loopback and send it no real keys.
 *
 * <p>All requests are served on one event loop. The methods here are safe for any thread but an event loop.
 */
public final class Simulator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final boolean ownVertx;
    private final Provider provider;
    private final RequestLog log;
    private final HttpServer server;
    private final String host;
    private final AtomicBoolean closing = new AtomicBoolean();

    private Simulator(Vertx vertx, boolean ownVertx, String host, Options options) {
        this.vertx = vertx;
        this.ownVertx = ownVertx;
        this.host = host;
        this.provider = new Provider(options);
        this.log = new RequestLog(options.nanos());
        Reception reception = new Reception(vertx, provider, log, options.nanos(), closing::get);
        this.server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(reception::take);
    }

    /**
     * Starts a simulator on a Vert.x of its own.
     *
     * @param port 0 for any free one
     */
    public static Simulator start(int port, String host, Options options) throws IOException {
        Vertx own = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        return started(new Simulator(own, true, host, options), port);
    }

    /** Starts a simulator on a Vert.x that the caller closes. */
    public static Simulator start(Vertx vertx, int port, String host, Options options) throws IOException {
        return started(new Simulator(vertx, false, host, options), port);
    }

    private static Simulator started(Simulator simulator, int port) throws IOException {
        try {
            await(simulator.server.listen(port, simulator.host));
            return simulator;
        } catch (IOException e) {
            simulator.close();
            throw new IOException(
                    "the simulator cannot listen on " + simulator.host + ":" + port
                            + ": choose a free port of this machine",
                    e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** The base URL to configure as that of an OpenAI-compatible provider; for Anthropic and Gemini without the end. */
    public String baseUrl() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/v1";
    }

    /** The last requests, oldest first: at most 1000, with at most 64 MiB of bodies together. */
    public List<Received> log() {
        return log.all();
    }

    /** Waits until there is a request like this, such as one whose client has left; empty when the time is over. */
    public Optional<Received> await(Predicate<Received> wanted, Duration most) throws InterruptedException {
        return log.await(wanted, most);
    }

    /** Forgets the requests and the counts of faults. */
    public void reset() {
        log.clear();
        provider.reset();
    }

    /** Closes all connections and the server, within ten seconds each. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            await(server.shutdown(Duration.ZERO));
        } catch (IOException e) {
            LOG.warn("the simulator's server did not close in order", e);
        }
        if (ownVertx) {
            try {
                await(vertx.close());
            } catch (IOException e) {
                LOG.warn("the simulator's event loop did not close in order", e);
            }
        }
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("not ready within " + DEADLINE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
