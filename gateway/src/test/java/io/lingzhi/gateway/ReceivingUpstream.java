package io.lingzhi.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An upstream that tells what it receives while it receives it. It answers once the body is complete, or, if it is
 * impatient, after the first bytes of it. Each connection serves one request.
 */
final class ReceivingUpstream implements AutoCloseable {
    private static final int MAX_KEPT = 1 << 20;

    private final ServerSocket socket;
    private final byte[] answer;
    private final boolean impatient;
    private long received;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private ReceivingUpstream(String answer, boolean impatient) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
        this.impatient = impatient;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread _ = Thread.ofVirtual().start(this::serve);
    }

    static ReceivingUpstream answering(String contentType, String body) throws IOException {
        return new ReceivingUpstream(head("200 OK", contentType, body) + body, false);
    }

    static ReceivingUpstream refusingEarly(String status, String body) throws IOException {
        return new ReceivingUpstream(head(status, "application/json", body) + body, true);
    }

    private static String head(String status, String contentType, String body) {
        return "HTTP/1.1 " + status + "\r\nconnection: close\r\ncontent-type: " + contentType + "\r\ncontent-length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    /** Bytes of bodies that have come so far. */
    synchronized long received() {
        return received;
    }

    /** Waits until so many bytes of bodies have come. */
    synchronized void awaitReceived(long bytes) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (received < bytes) {
            long left = giveUp - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("the upstream received " + received + " bytes, and not " + bytes);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void add(int bytes) {
        received += bytes;
        notifyAll();
    }

    /** The next thing that happened: the head of a request, then its body (its first MiB), or {@code gone}. */
    String next() throws InterruptedException {
        String next = heard.poll(15, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the upstream heard nothing");
        }
        return next;
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
            connection.setSoTimeout(20_000);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            String head = head(in);
            heard.add(head);
            if (impatient) {
                in.readNBytes(10);
                connection.getOutputStream().write(answer);
                in.transferTo(java.io.OutputStream.nullOutputStream());
                return;
            }
            heard.add(body(in, head));
            connection.getOutputStream().write(answer);
            connection.getOutputStream().flush();
        } catch (IOException e) {
            heard.add("gone");
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) required(in.read()));
        }
        return head.toString();
    }

    private String body(InputStream in, String head) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (!head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            long length = head.toLowerCase(Locale.ROOT)
                    .lines()
                    .filter(line -> line.startsWith("content-length:"))
                    .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            read(in, length, body);
            return body.toString(StandardCharsets.ISO_8859_1);
        }
        long length = Long.parseLong(line(in), 16);
        while (length > 0) {
            read(in, length, body);
            line(in);
            length = Long.parseLong(line(in), 16);
        }
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = required(in.read()); next != '\n'; next = required(in.read())) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private void read(InputStream in, long length, ByteArrayOutputStream kept) throws IOException {
        byte[] bytes = new byte[8192];
        for (long left = length; left > 0; ) {
            int n = required(in.read(bytes, 0, (int) Math.min(left, bytes.length)));
            left -= n;
            add(n);
            kept.write(bytes, 0, Math.min(n, MAX_KEPT - kept.size()));
        }
    }

    private static int required(int read) throws IOException {
        if (read < 0) {
            throw new IOException("the connection ended");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
