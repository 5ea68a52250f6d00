package io.lingzhi.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An upstream that streams as fast as its reader takes it, and counts what it could write. It serves one call. */
final class FloodingUpstream implements AutoCloseable {
    private final ServerSocket socket;
    private final byte[] frame;
    private final int frames;
    private final String contentType;
    private final AtomicLong written = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);

    /** @param characters of the text in each frame */
    FloodingUpstream(int frames, int characters) throws IOException {
        this(frames, characters, "text/event-stream");
    }

    FloodingUpstream(int frames, int characters, String contentType) throws IOException {
        this.contentType = contentType;
        this.frames = frames;
        this.frame = ("data: {\"id\":\"f\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(characters)
                        + "\"},\"finish_reason\":null}]}\n\n")
                .getBytes(StandardCharsets.UTF_8);
        this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread _ = Thread.ofVirtual().start(this::serve);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    /** Bytes that the gateway, or the kernel on its behalf, has taken. */
    long written() {
        return written.get();
    }

    /** Waits until everything is written or the gateway has hung up. */
    boolean over(Duration most) throws InterruptedException {
        return over.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void serve() {
        try (Socket connection = socket.accept()) {
            RawUpstream.readRequest(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\ncontent-type: " + contentType + "\r\nconnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < frames; i++) {
                out.write(frame);
                written.addAndGet(frame.length);
            }
            out.write("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The gateway hung up, or the test is over: what was written until then counts.
        } finally {
            over.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
