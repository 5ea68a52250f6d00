package io.lingzhi.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An upstream in the test's hands: it says what the test lets it say, when the test does. Connections stay open. */
final class HandUpstream implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    HandUpstream() throws IOException {
        Thread _ = Thread.ofVirtual().start(this::serve);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    /** The next request that has come whole. */
    Call next() throws InterruptedException {
        Call call = calls.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("the upstream was not called");
        }
        return call;
    }

    /** One request that waits for its answer; everything that is said at once is one write to the socket. */
    record Call(OutputStream out) {
        void whole(String json) throws IOException {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(ascii("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length
                    + "\r\n\r\n"));
            bytes.writeBytes(body);
            out.write(bytes.toByteArray());
        }

        void beginStream() throws IOException {
            out.write(
                    ascii("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"));
        }

        /** Several chunks of HTTP. */
        void say(List<byte[]> chunks) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (byte[] chunk : chunks) {
                bytes.writeBytes(ascii(Integer.toHexString(chunk.length) + "\r\n"));
                bytes.writeBytes(chunk);
                bytes.writeBytes(ascii("\r\n"));
            }
            out.write(bytes.toByteArray());
        }

        void endStream() throws IOException {
            out.write(ascii("0\r\n\r\n"));
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread _ = Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return; // the test has closed it
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 16);
            while (RawUpstream.readRequest(in)) {
                calls.add(new Call(connection.getOutputStream()));
            }
        } catch (IOException e) {
            // The gateway hung up, or the test is over.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
