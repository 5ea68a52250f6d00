package io.lingzhi.gateway.upstream;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * A proxy on loopback that speaks SOCKS5 (RFC 1928, with the password of RFC 1929) and HTTP CONNECT (RFC 9110, 9.3.6),
 * and tells what it was used for.
 */
final class SmallProxy implements AutoCloseable {
    private final ServerSocket server;
    private final String user;
    private final String password;
    private final List<String> tunnels = new CopyOnWriteArrayList<>();
    private final Set<Integer> outgoingPorts = ConcurrentHashMap.newKeySet();

    /** Any user name that ends in the one given is let in with the password. */
    SmallProxy(ServerSocketFactory sockets, String user, String password) throws IOException {
        this.server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.user = user;
        this.password = password;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Where each connection through it led, as {@code host:port}. */
    List<String> tunnels() {
        return tunnels;
    }

    /** The ports from which it called. */
    Set<Integer> outgoingPorts() {
        return outgoingPorts;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            int first = in.readUnsignedByte();
            if (first == 5) {
                socks(client, in);
            } else {
                connect(client, in, first);
            }
        } catch (IOException e) {
            // an end of one side is an end of both
        }
    }

    private void socks(Socket client, DataInputStream in) throws IOException {
        OutputStream out = client.getOutputStream();
        in.readFully(new byte[in.readUnsignedByte()]);
        out.write(new byte[] {5, 2});
        in.readUnsignedByte();
        String name = text(in);
        String shown = text(in);
        boolean known = name.endsWith(user) && shown.equals(password);
        out.write(new byte[] {1, (byte) (known ? 0 : 1)});
        if (!known) {
            return;
        }
        in.readFully(new byte[3]);
        String host = in.readUnsignedByte() == 3 ? text(in) : address(in);
        int port = in.readUnsignedShort();
        try (Socket upstream = open(host, port)) {
            out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
            join(client, upstream);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedByte()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String address(DataInputStream in) throws IOException {
        byte[] bytes = new byte[4];
        in.readFully(bytes);
        return InetAddress.getByAddress(bytes).getHostAddress();
    }

    private void connect(Socket client, DataInputStream in, int first) throws IOException {
        StringBuilder head = new StringBuilder().append((char) first);
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String account = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        boolean known = head.toString().contains("Basic " + account);
        String[] target = head.substring(8, head.indexOf(" HTTP/")).split(":");
        if (!head.toString().startsWith("CONNECT ") || !known) {
            client.getOutputStream()
                    .write("HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        try (Socket upstream = open(target[0], Integer.parseInt(target[1]))) {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            join(client, upstream);
        }
    }

    private Socket open(String host, int port) throws IOException {
        Socket upstream = new Socket(host, port);
        tunnels.add(host + ":" + port);
        outgoingPorts.add(upstream.getLocalPort());
        return upstream;
    }

    private static void join(Socket client, Socket upstream) throws IOException {
        Thread.ofVirtual().start(() -> copy(upstream, client));
        copy(client, upstream);
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // an end of one side is an end of both
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
