package io.lingzhi.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that reads and writes bytes, to be as rude as no HTTP library allows. Every read waits at most 10 s. */
public final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    /** @param receiveBuffer bytes that the kernel keeps for a client that does not read; 0 for its own choice */
    public RawClient(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Sends a request with its content length. */
    public RawClient post(String path, String key, String body) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nhost: test\r\nauthorization: Bearer " + key + "\r\ncontent-length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    /** Reads until this has come, and gives all that came until then. */
    public String readUntil(String wanted) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(wanted, Math.max(0, read.length() - wanted.length())) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the connection ended before " + wanted + ": " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** Reads to the end of the connection, however it ends. */
    public String readAll() throws IOException {
        StringBuilder read = new StringBuilder();
        byte[] bytes = new byte[8192];
        try {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                read.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
            }
        } catch (java.net.SocketException e) {
            read.append("(reset)");
        }
        return read.toString();
    }

    /** Leaves with a TCP reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
