package io.lingzhi.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;

/** Hands out a picture, one that is much too large, and redirections to where nobody should go. */
record PictureServer(HttpServer server) implements AutoCloseable {
    /** One white pixel. */
    static final String PNG_BASE64 =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8" + "/x8AAwMCAO+ip1sAAAAASUVORK5CYII=";

    private static final long HUGE = 200L << 20;

    static PictureServer start(String address) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
        byte[] png = Base64.getDecoder().decode(PNG_BASE64);
        server.createContext("/image.jpg", exchange -> send(exchange, png));
        server.createContext("/huge.png", PictureServer::huge);
        server.createContext("/to/metadata", exchange -> redirect(exchange, "http://169.254.169.254/latest"));
        server.createContext("/to/localhost", exchange -> redirect(exchange, "http://localhost:8317/v1/models"));
        server.start();
        return new PictureServer(server);
    }

    String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("content-type", "image/png");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Says nothing of its length beforehand, and goes on for as long as it is let. */
    private static void huge(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("content-type", "image/png");
        exchange.sendResponseHeaders(200, 0);
        byte[] piece = new byte[1 << 20];
        try (exchange;
                OutputStream body = exchange.getResponseBody()) {
            for (long sent = 0; sent < HUGE; sent += piece.length) {
                body.write(piece);
            }
        } catch (IOException e) {
            // The reader has had enough, as it should.
            exchange.close();
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("location", to);
            exchange.sendResponseHeaders(302, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
