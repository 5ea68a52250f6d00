package io.lingzhi.gateway.media;

import java.net.InetAddress;

/**
 * A range of addresses: all that begin with the same bits as {@code start}. IPv6 forms of an IPv4 address
 * ({@code ::ffff:a.b.c.d}) count as that address.
 */
record Network(InetAddress start, int bits) {
    /**
     * Reads {@code 10.0.0.0/8}, or one address.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    static Network of(String text) {
        int slash = text.indexOf('/');
        InetAddress start = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int all = start.getAddress().length * Byte.SIZE;
        return new Network(start, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(InetAddress address) {
        byte[] mine = start.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int i = 0; i < mine.length && i * Byte.SIZE < bits; i++) {
            int counted = Math.min(Byte.SIZE, bits - i * Byte.SIZE);
            int mask = 0xff << (Byte.SIZE - counted);
            if (((mine[i] ^ other[i]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}
