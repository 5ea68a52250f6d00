package io.lingzhi.gateway.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Outcome;
import io.lingzhi.bench.simulator.Received;
import io.lingzhi.bench.simulator.Simulator;
import io.lingzhi.gateway.ScriptedConnections;
import io.lingzhi.gateway.config.Deadlines;
import io.lingzhi.gateway.config.Secret;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.json.Spliced;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VertxUpstreamCallTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setPreferNativeTransport(true));
    private final VertxUpstreamClient client = new VertxUpstreamClient(vertx, System::nanoTime);
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();

    VertxUpstreamCallTest() throws IOException {}

    @AfterAll
    void close() throws Exception {
        simulator.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @BeforeEach
    void forget() {
        simulator.reset();
        heard.clear();
        failures.clear();
    }

    @Test
    void hearsHeadBodyAndEndInOrder() throws Exception {
        call("sim-ok", LONG, LONG, LONG, LONG);
        assertThat(next()).isEqualTo("head 200 text/event-stream; charset=utf-8");
        StringBuilder body = new StringBuilder();
        String last = next();
        while (!last.equals("end")) {
            body.append(last);
            last = next();
        }
        assertThat(body).startsWith("data: {").endsWith("data: [DONE]\n\n");
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "delay=20s,         200,   10000, 10000, 10000, sent no response head within 200 ms",
        "stall@0,           10000, 200,   10000, 10000, sent no first token within 200 ms",
        "stall@2,           10000, 10000, 200,   10000, sent nothing more within 200 ms",
        "gap=20ms;chunks=500, 10000, 10000, 10000, 300,  did not finish within 300 ms",
        "delay=20s,         10000, 10000, 10000, 300,   did not finish within 300 ms",
    })
    void endsAnUpstreamThatIsTooSlow(String script, long head, long first, long idle, long total, String complaint)
            throws Exception {
        call(
                "sim-ok!" + script,
                Duration.ofMillis(head),
                Duration.ofMillis(first),
                Duration.ofMillis(idle),
                Duration.ofMillis(total));
        Failure failure = failure();
        assertThat(failure).isInstanceOf(Failure.TimedOut.class);
        assertThat(failure.message()).isEqualTo("the upstream 127.0.0.1 " + complaint);
        assertThat(simulator.await(taken -> taken.outcome() == Outcome.CLIENT_ABORT, Duration.ofSeconds(5)))
                .isPresent();
        assertThat(failures).as("told once").isEmpty();
    }

    @Test
    void tellsAConnectionThatBreaksFromOneThatNobodyTakes() throws Exception {
        call("sim-ok!reset@1", LONG, LONG, LONG, LONG);
        assertThat(failure())
                .isInstanceOfSatisfying(
                        Failure.Unreachable.class,
                        failure -> assertThat(failure.message())
                                .startsWith("the connection to the upstream 127.0.0.1 broke"));
        open(request("http://127.0.0.1:1/v1", "m", Map.of(), Optional.empty(), LONG), call -> {});
        assertThat(failure())
                .isInstanceOfSatisfying(
                        Failure.Unreachable.class,
                        failure -> assertThat(failure.message()).startsWith("no connection to the upstream 127.0.0.1"));
    }

    @Test
    void hearsNothingOnceCancelled() throws Exception {
        UpstreamCall call = call("sim-ok!gap=20ms,chunks=500", LONG, LONG, LONG, LONG);
        assertThat(next()).startsWith("head 200");
        onLoop(() -> {
            call.cancel();
            call.cancel();
            call.resume();
            heard.clear();
        });
        assertThat(simulator.await(taken -> taken.outcome() == Outcome.CLIENT_ABORT, Duration.ofSeconds(5)))
                .isPresent();
        onLoop(() -> {});
        assertThat(heard).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void waitsForAPausedReaderBeyondItsIdleDeadline() throws Exception {
        UpstreamCall call = call("sim-ok!first=20ms,gap=5ms,chunks=20", LONG, LONG, SHORT, LONG);
        assertThat(next()).startsWith("head 200");
        onLoop(call::pause);
        assertThat(failures.poll(500, TimeUnit.MILLISECONDS)).isNull();
        onLoop(call::resume);
        String last = next();
        while (!last.equals("end")) {
            last = next();
        }
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://user:hidden@127.0.0.1:9", "http://user:hidden@127.0.0.1:1"})
    void showsNoProxyPasswordAndNeverGoesDirectly(String proxy) throws Exception {
        open(request(simulator.baseUrl(), "sim-ok", Map.of(), Optional.of(new Secret(proxy)), LONG), call -> {});
        assertThat(failure().message()).doesNotContain("hidden");
        assertThat(simulator.log()).isEmpty();
    }

    @Test
    void refusesAHeaderThatCannotBeSentWithoutShowingIt() throws Exception {
        Map<String, Secret> headers = Map.of("authorization", new Secret("Bearer hidden\r\nx: y"));
        open(request(simulator.baseUrl(), "sim-ok", headers, Optional.empty(), LONG), call -> {});
        Failure failure = failure();
        assertThat(failure).isInstanceOf(Failure.InternalFault.class);
        assertThat(failure.message()).doesNotContain("hidden");
    }

    @Test
    void sendsNothingOnceMoreThatBreaksAfterAWhile() throws Exception {
        AtomicLong nanos = new AtomicLong();
        VertxUpstreamClient hasty = new VertxUpstreamClient(
                vertx, () -> nanos.addAndGet(Duration.ofMillis(600).toNanos()));
        try (ScriptedConnections upstream = new ScriptedConnections("text/plain", "hi", _ -> 1, false)) {
            UpstreamRequest asked = request(upstream.baseUrl(), "m", Map.of(), Optional.empty(), Duration.ofHours(1));
            vertx.runOnContext(_ -> hasty.call(asked, new Listener()));
            assertThat(List.of(next(), next(), next())).containsExactly("head 200 text/plain", "hi", "end");

            vertx.runOnContext(_ -> hasty.call(asked, new Listener()));
            assertThat(failure()).isInstanceOf(Failure.Unreachable.class);
            assertThat(upstream.seen()).as("connections, requests").isEqualTo(List.of(1, 2));
        }
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        byte[] long3Mb = ("{\"model\":\"alias\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "长".repeat(1 << 20)
                        + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        Spliced body = new Spliced(long3Mb, List.of(new Splice(9, 16, "\"sim-ok\"".getBytes(StandardCharsets.UTF_8))));
        open(large(simulator.baseUrl(), body), call -> {});
        assertThat(next()).startsWith("head 200");
        Received received = simulator.log().getFirst();
        assertThat(received.body().kept()).isEqualTo(body.bytes());
        assertThat(received.header("content-length")).contains(Integer.toString(body.length()));
    }

    @Test
    void aLargeBodyIsNotHeldWhileItsStreamGoesOn() throws Exception {
        ReferenceQueue<byte[]> freed = new ReferenceQueue<>();
        Reference<byte[]> body = openLargeStream(freed);
        assertThat(next()).startsWith("head 200");
        System.gc();
        assertThat(freed.remove(10_000)).isSameAs(body);
        assertThat(failures).isEmpty();
    }

    private Reference<byte[]> openLargeStream(ReferenceQueue<byte[]> freed) {
        byte[] bytes = ("{\"model\":\"sim-ok!stall@1\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + "长".repeat(100_000) + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        open(large(simulator.baseUrl(), new Spliced(bytes, List.of())), call -> {});
        return new PhantomReference<>(bytes, freed);
    }

    @Test
    void aLargeBodyIsSentOnceMoreOverANewConnection() throws Exception {
        Spliced body = new Spliced(new byte[200_000], List.of());
        try (ScriptedConnections upstream = new ScriptedConnections("text/plain", "hi", _ -> 1, false)) {
            for (int i = 0; i < 2; i++) {
                open(large(upstream.baseUrl(), body), call -> {});
                assertThat(List.of(next(), next(), next())).containsExactly("head 200 text/plain", "hi", "end");
            }
            assertThat(upstream.seen()).as("connections, requests").isEqualTo(List.of(2, 3));
        }
    }

    @Test
    void anUpstreamMayAnswerBeforeALargeBodyIsThere() throws Exception {
        try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread _ = Thread.ofVirtual().start(() -> refuseAtOnce(upstream));
            String url = "http://127.0.0.1:" + upstream.getLocalPort();
            open(large(url, new Spliced(new byte[32 << 20], List.of())), call -> {});
            assertThat(List.of(next(), next(), next())).containsExactly("head 413 text/plain", "no", "end");
            assertThat(failures).isEmpty();
        }
    }

    /** Reads the beginning of a request, and no more of it. */
    private static void refuseAtOnce(ServerSocket upstream) {
        try (Socket connection = upstream.accept()) {
            int _ = connection.getInputStream().read();
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 413 No\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nno"
                            .getBytes(US_ASCII));
            connection.setSoTimeout(10_000);
            long _ = connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The other end hung up, as it should.
        }
    }

    private static UpstreamRequest large(String baseUrl, Spliced body) {
        UpstreamRequest plain = request(baseUrl, "m", Map.of(), Optional.empty(), LONG);
        return new UpstreamRequest(
                plain.url(), Map.of(), new UpstreamBody.Whole(body), Optional.empty(), plain.deadlines());
    }

    @Test
    void showsNoHeaderInItsText() {
        UpstreamRequest request = request(
                simulator.baseUrl(), "m", Map.of("authorization", new Secret("hidden")), Optional.empty(), LONG);
        assertThat(request.toString()).contains("***").doesNotContain("hidden");
    }

    private UpstreamCall call(String model, Duration head, Duration first, Duration idle, Duration total)
            throws Exception {
        UpstreamRequest plain = request(simulator.baseUrl(), model, Map.of(), Optional.empty(), total);
        Deadlines deadlines = new Deadlines(Duration.ofSeconds(1), head, first, idle, total);
        CompletableFuture<UpstreamCall> made = new CompletableFuture<>();
        open(new UpstreamRequest(plain.url(), plain.headers(), plain.body(), plain.proxy(), deadlines), made::complete);
        return made.get(10, TimeUnit.SECONDS);
    }

    private void open(UpstreamRequest request, Consumer<UpstreamCall> made) {
        vertx.runOnContext(_ -> made.accept(client.call(request, new Listener())));
    }

    private static UpstreamRequest request(
            String baseUrl, String model, Map<String, Secret> headers, Optional<Secret> proxy, Duration total) {
        String body =
                "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        return new UpstreamRequest(
                baseUrl + "/chat/completions",
                headers,
                new UpstreamBody.Whole(body.getBytes(StandardCharsets.UTF_8)),
                proxy,
                new Deadlines(LONG, LONG, LONG, LONG, total));
    }

    private final class Listener implements UpstreamListener {
        @Override
        public void head(int status, Map<String, String> headers) {
            heard.add("head " + status + " " + headers.get("content-type"));
        }

        @Override
        public void chunk(byte[] bytes) {
            heard.add(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void end() {
            heard.add("end");
        }

        @Override
        public void failed(Failure failure) {
            failures.add(failure);
        }
    }

    private void onLoop(Runnable task) throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        vertx.runOnContext(_ -> {
            task.run();
            done.complete(true);
        });
        assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private String next() throws InterruptedException {
        String next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("something was heard").isNotNull();
        return String.valueOf(next);
    }

    private Failure failure() throws InterruptedException {
        Failure failure = failures.poll(10, TimeUnit.SECONDS);
        if (failure == null) {
            throw new AssertionError("no failure was heard within 10 s");
        }
        return failure;
    }
}
