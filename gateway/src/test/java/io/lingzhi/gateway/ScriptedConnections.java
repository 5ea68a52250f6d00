package io.lingzhi.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * An upstream that keeps its connections and answers so many requests on each; the request after them it reads, and
 * closes the connection without a byte. To the other end that looks like a connection that was closed while it idled.
 */
public final class ScriptedConnections implements AutoCloseable {
    private final ServerSocket socket;
    private final byte[] answer;
    private final IntUnaryOperator answersOn;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final boolean abruptly;

    /**
     * @param answersOn how many requests are answered on the n-th connection, counted from 0
     * @param abruptly whether a connection ends by a reset
     */
    public ScriptedConnections(String contentType, String body, IntUnaryOperator answersOn, boolean abruptly)
            throws IOException {
        this.answersOn = answersOn;
        this.abruptly = abruptly;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        this.answer = ("HTTP/1.1 200 OK\r\ncontent-type: " + contentType + "\r\ncontent-length: " + bytes.length
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread _ = Thread.ofVirtual().start(this::serve);
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    /** How many connections were opened, and how many requests were read. */
    public List<Integer> seen() {
        return List.of(connections.get(), requests.get());
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                int answers = answersOn.applyAsInt(connections.getAndIncrement());
                Thread _ = Thread.ofVirtual().start(() -> serve(connection, answers));
            } catch (IOException e) {
                return; // the test has closed it
            }
        }
    }

    private void serve(Socket connection, int answers) {
        try (connection) {
            connection.setSoTimeout(20_000);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (int i = 0; i <= answers && comesMore(in); i++) {
                RawUpstream.readRequest(in);
                requests.incrementAndGet();
                if (i < answers) {
                    connection.getOutputStream().write(answer);
                }
            }
            if (abruptly) {
                connection.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // The gateway hung up, as it may.
        }
    }

    private static boolean comesMore(InputStream in) throws IOException {
        in.mark(1);
        boolean more = in.read() >= 0;
        in.reset();
        return more;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
