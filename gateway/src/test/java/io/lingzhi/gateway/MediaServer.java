package io.lingzhi.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A web server of files, good and bad, by their paths. Each connection serves one request. */
final class MediaServer implements AutoCloseable {
    static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};
    static final byte[] PDF = "%PDF-1.7 a document".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicLong written = new AtomicLong();

    private interface Answer {
        void write(Socket connection) throws IOException;
    }

    MediaServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread _ = Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    MediaServer file(String path, String contentType, byte[] body) {
        answers.put(path, connection -> {
            OutputStream out = connection.getOutputStream();
            out.write(head("200 OK", "content-type: " + contentType + "\r\ncontent-length: " + body.length));
            out.write(body);
            out.flush();
        });
        return this;
    }

    MediaServer redirect(String path, String location) {
        answers.put(
                path,
                connection -> connection
                        .getOutputStream()
                        .write(head("302 Found", "location: " + location + "\r\ncontent-length: 0")));
        return this;
    }

    /** An image of 200 MB that does not say how long it is. */
    MediaServer endless(String path) {
        answers.put(path, connection -> {
            OutputStream out = connection.getOutputStream();
            out.write(head("200 OK", "content-type: image/png"));
            out.write(PNG);
            byte[] more = new byte[64 * 1024];
            for (long left = 200L << 20; left > 0; left -= more.length) {
                out.write(more);
                written.addAndGet(more.length);
            }
        });
        return this;
    }

    /** An image that begins and does not go on. */
    MediaServer stalled(String path) {
        answers.put(path, connection -> {
            connection.getOutputStream().write(head("200 OK", "content-type: image/png\r\ncontent-length: 1000"));
            connection.getOutputStream().write(PNG);
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
        return this;
    }

    /** Bytes that were written of an endless file. */
    long written() {
        return written.get();
    }

    /** The heads of all requests, in order. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private static byte[] head(String status, String fields) {
        return ("HTTP/1.1 " + status + "\r\n" + fields + "\r\nconnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
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
            String head = head(connection.getInputStream());
            heads.add(head);
            String path = head.split(" ", 3)[1].replaceFirst("\\?.*", "");
            Answer missing = to -> to.getOutputStream().write(head("404 Not Found", "content-length: 0"));
            answers.getOrDefault(path, missing).write(connection);
        } catch (IOException e) {
            // The gateway hung up: that is what some of the tests want.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
