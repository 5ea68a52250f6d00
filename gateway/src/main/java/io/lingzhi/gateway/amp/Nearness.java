package io.lingzhi.gateway.amp;

import io.lingzhi.gateway.ClientRequest;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a request comes from this machine. */
final class Nearness {
    private static final Pattern LOCAL_NAME =
            Pattern.compile("(localhost|([^:]+\\.)localhost|127(\\.\\d{1,3}){3}|\\[::1])\\.?(:\\d{1,5})?");

    private Nearness() {}

    /**
     * The peer of the connection is this machine, and is no proxy that speaks for another one; and the client called
     * the gateway by a local name, so that it is no web page whose own name was made to lead here.
     */
    static boolean isLocal(ClientRequest request) {
        return request.peer().isLoopbackAddress()
                && request.header().apply("x-forwarded-for").isEmpty()
                && request.header().apply("forwarded").isEmpty()
                && request.header()
                        .apply("host")
                        .map(host -> host.strip().toLowerCase(Locale.ROOT))
                        .filter(host -> !LOCAL_NAME.matcher(host).matches())
                        .isEmpty();
    }
}
