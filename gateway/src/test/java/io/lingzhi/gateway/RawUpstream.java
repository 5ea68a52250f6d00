package io.lingzhi.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that answers every request with the same bytes and closes: for answers that no good server gives. */
final class RawUpstream implements AutoCloseable {
    private final ServerSocket socket;
    private final byte[] answer;
    private final AtomicInteger calls = new AtomicInteger();

    RawUpstream(String head, String body) throws IOException {
        this.answer = (head + "\r\nconnection: close\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread _ = Thread.ofVirtual().start(this::serve);
    }

    /** A 200 with this content type and body. */
    static RawUpstream answering(String contentType, String body) throws IOException {
        return new RawUpstream("HTTP/1.1 200 OK\r\ncontent-type: " + contentType, body);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    int calls() {
        return calls.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                connection.setSoTimeout(5000);
                readRequest(connection.getInputStream());
                calls.incrementAndGet();
                connection.getOutputStream().write(answer);
            } catch (IOException e) {
                // The test closed the socket, or the gateway hung up: both may happen here.
            }
        }
    }

    static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        in.readNBytes(length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
