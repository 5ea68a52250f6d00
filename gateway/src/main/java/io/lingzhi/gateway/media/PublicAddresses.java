package io.lingzhi.gateway.media;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells the addresses of the public Internet from all others. Sources: the IANA registries of special-purpose IPv4 and
 * IPv6 addresses, https://www.iana.org/assignments/iana-ipv4-special-registry and .../iana-ipv6-special-registry (RFC
 * 6890); multicast (RFC 5771); IPv4 inside IPv6: RFC 6052 (NAT64) and RFC 3056 (6to4). Pure.
 */
final class PublicAddresses {
    private static final List<Network> RESERVED = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Every address of IPv6 outside this one is local, multicast, or not given out. */
    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

    /** Protocol assignments with Teredo and benchmarks, and documentation. */
    private static final List<Network> RESERVED_SIX = networks("2001::/23", "2001:db8::/32", "3fff::/20");

    private static final Network NAT64 = Network.of("64:ff9b::/96");
    private static final int NAT64_AT = 12;
    private static final Network SIX_TO_FOUR = Network.of("2002::/16");
    private static final int SIX_TO_FOUR_AT = 2;
    private static final int FOUR_BYTES = 4;

    private PublicAddresses() {}

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::of).toList();
    }

    /** Whether this is an address of the public Internet, also when it wraps an IPv4 address. */
    static boolean holds(InetAddress address) {
        if (address.getAddress().length == FOUR_BYTES) {
            return RESERVED.stream().noneMatch(network -> network.contains(address));
        }
        if (NAT64.contains(address)) {
            return holds(inside(address, NAT64_AT));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return holds(inside(address, SIX_TO_FOUR_AT));
        }
        return GLOBAL_UNICAST.contains(address)
                && RESERVED_SIX.stream().noneMatch(network -> network.contains(address));
    }

    /** The IPv4 address that stands in this one from that byte on. */
    private static InetAddress inside(InetAddress address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + FOUR_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
