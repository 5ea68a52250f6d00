package io.lingzhi.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An upstream that answers every request with bytes of the test's own and closes, or keeps the connection open: for
 * answers that no good server gives.
 */
final class RawUpstream implements AutoCloseable {
    private final ServerSocket socket;
    private final List<byte[]> answers;
    private final boolean holds;
    private final AtomicInteger calls = new AtomicInteger();

    RawUpstream(String head, String body) throws IOException {
        this(List.of(answer(head, body)), false);
    }

    private RawUpstream(List<String> answers, boolean holds) throws IOException {
        this.answers = answers.stream()
                .map(answer -> answer.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.holds = holds;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread _ = Thread.ofVirtual().start(this::serve);
    }

    private static String answer(String head, String body) {
        return head + "\r\nconnection: close\r\n\r\n" + body;
    }

    /** One answer, for {@link #inTurn}. */
    static String answer(int status, String contentType, String body) {
        return answer("HTTP/1.1 " + status + " So\r\ncontent-type: " + contentType, body);
    }

    /** A 200 with this content type and body. */
    static RawUpstream answering(String contentType, String body) throws IOException {
        return inTurn(answer(200, contentType, body));
    }

    /** Answers the first call with the first, and so on; the last answer stays. */
    static RawUpstream inTurn(String... answers) throws IOException {
        return new RawUpstream(Arrays.asList(answers), false);
    }

    /** Says this and then nothing, until the other end goes. */
    static RawUpstream holding(String contentType, String body) throws IOException {
        return new RawUpstream(List.of(answer(200, contentType, body)), true);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    int calls() {
        return calls.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread _ = Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                // The test closed the socket.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(holds ? 30_000 : 5000);
            boolean _ = readRequest(connection.getInputStream());
            int call = calls.getAndIncrement();
            connection.getOutputStream().write(answers.get(Math.min(call, answers.size() - 1)));
            if (holds) {
                int _ = connection.getInputStream().read();
            }
        } catch (IOException e) {
            // The gateway hung up, as it may.
        }
    }

    /** Whether one came whole, and not the end of the connection. */
    static boolean readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return in.readNBytes(length).length == length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
