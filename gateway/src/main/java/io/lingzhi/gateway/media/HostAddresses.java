package io.lingzhi.gateway.media;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks host names up. May block. */
@FunctionalInterface
public interface HostAddresses {
    /** All addresses of this name, or the address that the text is. */
    List<InetAddress> of(String host) throws UnknownHostException;
}
