package io.lingzhi.bench.suite;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Finds free ports, and the moment at which a server answers. */
final class Probe {
    private static final int STEP_MILLIS = 2;
    private static final String GOOD = "HTTP/1.1 200";

    private Probe() {}

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchException("no port is free on 127.0.0.1", e);
        }
    }

    /** Asks until the answer is 200, or throws when the time is over or the process has ended. */
    static void awaitGood(String name, Process process, int port, byte[] request, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!good(port, request)) {
            if (System.nanoTime() > deadline) {
                throw new BenchException(name + " does not answer with 200 within " + most.toSeconds() + " s");
            }
            pause(name, process, STEP_MILLIS);
        }
    }

    private static boolean good(int port, byte[] request) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(GOOD.length()), StandardCharsets.US_ASCII).equals(GOOD);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Lets so much time pass, or throws as soon as the process has ended, without which there is nothing to measure.
     */
    static void pause(String name, Process process, long millis) {
        try {
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                throw new BenchException(name + " has ended with code " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** A short whole call by this path, with a connection of its own. */
    static byte[] call(String path, String key) {
        String model = "json-chat";
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        String shown = key.isEmpty() ? "" : "authorization: Bearer " + key + "\r\n";
        return ("POST " + path + " HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n"
                        + "content-type: application/json\r\n" + shown
                        + "content-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
