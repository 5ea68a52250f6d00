package io.lingzhi.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.bench.load.Job.Ask;
import io.lingzhi.bench.load.Job.Expected;
import io.lingzhi.bench.load.Job.Tempo;
import io.lingzhi.bench.upstream.Upstream;
import io.lingzhi.bench.wire.Manner;
import io.lingzhi.bench.wire.Protocol;
import io.lingzhi.llm.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The load generator against the cheap upstream, and against upstreams that fail. */
@Timeout(60)
class LoadTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Expected WHOLE = new Expected(2, false);

    private final Upstream upstream = new Upstream(0);
    private final Load load = new Load();

    LoadTest() throws IOException {}

    @AfterEach
    void close() {
        load.close();
        upstream.close();
    }

    private Job job(Protocol protocol, Manner manner, Tempo tempo, Expected expected) {
        String path = "/" + manner.word() + protocol.path("m", manner.streamed());
        return new Job(upstream.port(), path, "", new Ask(protocol, "m", 2_000, manner.streamed()), tempo, expected);
    }

    private Tally lookUntil(Predicate<Tally> wanted) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        Tally seen = load.look();
        while (!wanted.test(seen) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            seen = load.look();
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource
    void countsWholeAnswersOfEachProtocol(Protocol protocol) {
        load.start(job(protocol, Manner.JSON, Tempo.closed(4), WHOLE));
        lookUntil(seen -> seen.answered() >= 50);
        Tally end = load.end(DEADLINE);

        assertThat(end.answered()).isGreaterThanOrEqualTo(50);
        assertThat(end.marks()).isEqualTo(2 * end.answered());
        assertThat(end.errors()).isEqualTo(Tally.Errors.NONE);
        assertThat(end.open()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void countsEveryChunkOfStreams(Protocol protocol) {
        load.start(job(protocol, Manner.FLAT, Tempo.closed(3), new Expected(Manner.FLAT_CHUNKS, true)));
        lookUntil(seen -> seen.answered() >= 10);
        Tally end = load.end(DEADLINE);

        assertThat(end.errors()).isEqualTo(Tally.Errors.NONE);
        assertThat(end.marks()).isEqualTo(end.answered() * Manner.FLAT_CHUNKS);
    }

    @Test
    void holdsPacedStreamsUntilTheUpstreamEndsThem() {
        load.start(job(Protocol.CHAT, Manner.PACED, Tempo.once(20, 10_000), new Expected(0, true)));
        Tally under = lookUntil(seen -> seen.open() == 20 && seen.marks() >= 60);
        assertThat(under.errors()).isEqualTo(Tally.Errors.NONE);
        assertThat(under.open()).as(under.toString()).isEqualTo(20);
        assertThat(under.times().count()).isPositive();

        long sent = upstream.endStreams();
        Tally end = load.end(DEADLINE);

        assertThat(end.answered()).isEqualTo(20);
        assertThat(end.marks()).isEqualTo(sent);
        assertThat(end.errors()).isEqualTo(Tally.Errors.NONE);
    }

    @Test
    void sendsAsManyRequestsAsAreDueWhenTheyArriveAtAFixedRate() {
        load.start(job(Protocol.CHAT, Manner.JSON, Tempo.open(1_000, 8), WHOLE));
        lookUntil(seen -> seen.answered() >= 100);
        Tally end = load.end(DEADLINE);

        assertThat(end.answered()).isGreaterThanOrEqualTo(100);
        assertThat(end.errors()).isEqualTo(Tally.Errors.NONE);
    }

    @Test
    void countsAnswersThatHoldSomethingElseAsWrong() {
        load.start(job(Protocol.CHAT, Manner.JSON, Tempo.closed(1), new Expected(3, false)));
        Tally seen = lookUntil(tally -> tally.errors().wrong() >= 5);

        assertThat(seen.errors().wrong()).isGreaterThanOrEqualTo(5);
        assertThat(seen.answered()).isZero();
    }

    @Test
    void countsOtherStatusesCutAnswersAndRefusedConnections() throws Exception {
        assertThat(errorsFrom("HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n").status())
                .isPositive();
        assertThat(errorsFrom("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")
                        .cut())
                .isPositive();
        assertThat(errorsFrom("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n")
                        .cut())
                .isPositive();
        assertThat(errorsFrom("").cut()).isPositive();
        assertThat(refused().refused()).isPositive();
    }

    /** What is counted when a server answers each request with these bytes and hangs up. */
    private Tally.Errors errorsFrom(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, answer));
            start(server.getLocalPort());
            Tally.Errors errors = lookUntil(seen -> seen.errors().all() > 0).errors();
            load.end(Duration.ZERO);
            return errors;
        }
    }

    private static void serve(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[64 * 1024]);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The test has what it wanted.
            }
        }
    }

    private Tally.Errors refused() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        start(port);
        Tally.Errors errors = lookUntil(seen -> seen.errors().all() > 0).errors();
        load.end(Duration.ZERO);
        return errors;
    }

    private void start(int port) {
        Ask ask = new Ask(Protocol.CHAT, "m", 500, false);
        load.start(new Job(port, "/v1/chat/completions", "", ask, Tempo.once(1, 1_000), WHOLE));
    }

    @Test
    void carriesJobsAndTalliesAsJson() throws Exception {
        Job job = job(Protocol.GEMINI, Manner.FLAT, Tempo.slow(3, 1_024), new Expected(7, true));
        assertThat(Job.of(Json.parseObject(Json.bytes(job.json())))).isEqualTo(job);

        Tally tally = new Tally(1, 2, 3, new Tally.Errors(4, 5, 6, 7), new Tally.Times(8, 9, 10, 11, 12));
        assertThat(Tally.of(tally.json())).isEqualTo(tally);
    }

    @Test
    void makesBodiesOfAboutTheSizeThatIsAsked() {
        for (Protocol protocol : Protocol.values()) {
            for (int size : new int[] {2_000, 30_000, 300_000, 2_000_000}) {
                assertThat(Bodies.of(new Ask(protocol, "m", size, true)).length)
                        .as("%s %d", protocol, size)
                        .isBetween(size * 8 / 10, size * 12 / 10);
            }
        }
    }
}
