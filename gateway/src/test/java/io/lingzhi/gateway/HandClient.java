package io.lingzhi.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client on one connection that sees in which chunks of HTTP its answers come: one for each write of the server. */
final class HandClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    HandClient(int port) throws IOException {
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    void ask(String path, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("POST " + path + " HTTP/1.1\r\nhost: test\r\nauthorization: Bearer " + Configs.CLIENT_KEY
                        + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        socket.getOutputStream().write(bytes.toByteArray());
    }

    /** The body of a whole answer. */
    String whole() throws IOException {
        int length = head().lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElseThrow();
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** The head of a good answer. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(line()).append("\r\n");
        }
        if (!head.toString().startsWith("HTTP/1.1 200 ")) {
            throw new AssertionError(head.toString());
        }
        return head.toString();
    }

    /** How many chunks come until this text has come. */
    int chunksUntil(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        int chunks = 0;
        while (read.indexOf(text) < 0) {
            byte[] chunk = chunk();
            if (chunk.length == 0) {
                throw new AssertionError("the answer ended before " + text + ": " + read);
            }
            read.append(new String(chunk, StandardCharsets.UTF_8));
            chunks++;
        }
        return chunks;
    }

    void readToEnd() throws IOException {
        int length = chunk().length;
        while (length > 0) {
            length = chunk().length;
        }
    }

    private byte[] chunk() throws IOException {
        byte[] chunk = in.readNBytes(Integer.parseInt(line(), 16));
        String trailer = line();
        while (chunk.length == 0 && !trailer.isEmpty()) {
            trailer = line();
        }
        return chunk;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new AssertionError("the connection ended");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
