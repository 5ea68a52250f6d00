package io.lingzhi.bench.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The faults as they show on a raw socket. */
@Timeout(60)
class SimulatorWireTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Simulator simulator;

    SimulatorWireTest() throws IOException {
        simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void sendsEachFrameInAChunkOfItsOwn() throws Exception {
        try (Socket socket = asked("size=4", true)) {
            String answer = readAll(socket);
            assertThat(answer).contains("\r\n0\r\n\r\n");
            assertThat(answer.split("\r\n[0-9a-f]+\r\ndata: ").length).isEqualTo(answer.split("data: ").length);
        }
        assertEnds(Outcome.DONE);
    }

    @Test
    void splitsFramesIntoSmallWrites() throws Exception {
        try (Socket socket = asked("split=5", true)) {
            assertThat(readAll(socket)).contains("\r\n5\r\ndata:\r\n5\r\n {\"id\r\n");
        }
    }

    @Test
    void sendsTheHeadLongBeforeTheFirstToken() throws Exception {
        try (Socket socket = asked("first=3600s", true)) {
            assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertSilent(socket);
        }
        assertEnds(Outcome.CLIENT_ABORT);
    }

    @Test
    void delaysTheHead() throws Exception {
        long start = System.nanoTime();
        try (Socket socket = asked("delay=150ms", true)) {
            readUntil(socket, "\r\n\r\n");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(140));
        }
    }

    @Test
    void waitsBetweenChunks() throws Exception {
        try (Socket socket = asked("gap=3600s", true)) {
            assertThat(readUntil(socket, "\n\n")).contains("\"role\":\"assistant\"");
            assertSilent(socket);
        }
        assertEnds(Outcome.CLIENT_ABORT);
    }

    @Test
    void stallsWithTheConnectionOpenAndNoticesTheClientLeave() throws Exception {
        try (Socket socket = asked("stall@3", true)) {
            String answer = readUntil(socket, "\n\n") + readUntil(socket, "\n\n") + readUntil(socket, "\n\n");
            assertThat(answer).contains("data: ");
            assertSilent(socket);
            assertThat(simulator.log().getFirst().outcome()).isEqualTo(Outcome.OPEN);
        }
        Received aborted = assertEnds(Outcome.CLIENT_ABORT);
        assertThat(aborted.ending().bytesSent()).isPositive();
        assertThat(aborted.ending().took()).isPositive();
    }

    @Test
    void cutsAStreamAfterSoManyBytes() throws Exception {
        try (Socket socket = asked("cut@120", true)) {
            String answer = readAll(socket);
            assertThat(answer).doesNotContain("\r\n0\r\n\r\n");
        }
        assertThat(assertEnds(Outcome.CUT).ending().bytesSent()).isEqualTo(120);
    }

    @Test
    void cutsAWholeAnswerShortOfItsLength() throws Exception {
        try (Socket socket = asked("cut@10", false)) {
            String answer = readAll(socket);
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(10);
        }
        assertEnds(Outcome.CUT);
    }

    @Test
    void resetsBeforeAnything() throws Exception {
        try (Socket socket = asked("reset", true)) {
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> readAll(socket))
                    .withMessageContaining("reset");
        }
        assertEnds(Outcome.RESET);
    }

    @Test
    void resetsInsideAStream() throws Exception {
        try (Socket socket = asked("reset@3", true)) {
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> readAll(socket))
                    .withMessageContaining("reset");
        }
        assertThat(assertEnds(Outcome.RESET).ending().bytesSent()).isPositive();
    }

    @Test
    void breaksAFrame() throws Exception {
        try (Socket socket = asked("malformed@2", true)) {
            assertThat(readAll(socket))
                    .containsPattern("data: \\{[^\n]*[^}]\n\n")
                    .contains("[DONE]");
        }
    }

    @Test
    void putsAnErrorInsideAGoodStream() throws Exception {
        try (Socket socket = asked("error@3", true)) {
            assertThat(readAll(socket))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("data: {\"error\":")
                    .doesNotContain("[DONE]")
                    .endsWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void endsWithoutDone() throws Exception {
        try (Socket socket = asked("no-done,crlf,comments", true)) {
            assertThat(readAll(socket))
                    .contains(": simulated\r\n\r\n")
                    .doesNotContain("[DONE]")
                    .doesNotContain("\"stop\"")
                    .endsWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void noticesAClientThatLeavesInTheMiddleOfItsRequest() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
            send(socket, "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"model\"");
        }
        assertThat(assertEnds(Outcome.CLIENT_ABORT).ending().status()).isZero();
    }

    @Test
    void closesThoughAnAnswerStalls() throws Exception {
        try (Socket socket = asked("stall@1", true)) {
            readUntil(socket, "\n\n");
            simulator.close();
            assertThat(assertEnds(Outcome.SERVER_CLOSED).ending().status()).isEqualTo(200);
        }
    }

    private Received assertEnds(Outcome outcome) throws InterruptedException {
        return simulator
                .await(received -> received.outcome() == outcome, DEADLINE)
                .orElseThrow();
    }

    /** A socket that has sent a chat request which closes the connection after a good answer. */
    private Socket asked(String script, boolean stream) throws IOException {
        String body = "{\"model\":\"sim-ok!" + script + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
        socket.setSoTimeout((int) DEADLINE.toMillis());
        send(
                socket,
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as("after: " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    /** Nothing comes and the connection stays, apart from the end of the HTTP chunk that was read last. */
    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        InputStream in = socket.getInputStream();
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> {
            for (int next = in.read(); next == '\r' || next == '\n'; next = in.read()) {}
        });
    }
}
