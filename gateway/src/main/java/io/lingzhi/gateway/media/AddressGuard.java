package io.lingzhi.gateway.media;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides where the gateway may fetch from: anywhere on the public Internet, and where the operator allows. It judges
 * addresses, so a name is worth what it leads to. Immutable, without input and output.
 */
public final class AddressGuard {
    private final Set<String> names = new HashSet<>();
    private final List<Network> networks = new ArrayList<>();

    /** @param allowed host names, addresses and networks (CIDR) that count as public */
    public AddressGuard(List<String> allowed) {
        for (String entry : allowed) {
            String plain = entry.strip().replaceAll("[\\[\\]]", "");
            try {
                networks.add(Network.of(plain));
            } catch (IllegalArgumentException e) {
                names.add(plain.toLowerCase(Locale.ROOT)); // no address, so a name
            }
        }
    }

    /** Whether a host that has these addresses may be fetched from: each of them must be allowed. */
    public boolean allows(String host, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return false;
        }
        return names.contains(host.toLowerCase(Locale.ROOT))
                || addresses.stream().allMatch(this::allows);
    }

    private boolean allows(InetAddress address) {
        return PublicAddresses.holds(address) || networks.stream().anyMatch(network -> network.contains(address));
    }
}
