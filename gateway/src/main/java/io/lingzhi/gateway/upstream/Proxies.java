package io.lingzhi.gateway.upstream;

import io.lingzhi.gateway.config.Secret;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads proxy URLs. The configuration has checked their form; a form unknown here is an error, never a direct
 * connection.
 */
final class Proxies {
    private Proxies() {}

    /** The proxy to use; empty for {@code direct}, {@code none} and no proxy at all. */
    static Optional<ProxyOptions> options(Optional<Secret> proxyUrl) {
        return proxyUrl.map(Secret::reveal).filter(url -> !isDirect(url)).map(Proxies::parse);
    }

    private static boolean isDirect(String url) {
        return url.isBlank() || url.equalsIgnoreCase("direct") || url.equalsIgnoreCase("none");
    }

    private static ProxyOptions parse(String url) {
        URI uri = URI.create(url);
        ProxyType type = type(String.valueOf(uri.getScheme()));
        ProxyOptions options =
                new ProxyOptions().setType(type).setHost(uri.getHost()).setPort(port(uri, type));
        String user = uri.getRawUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            options.setUsername(decode(colon < 0 ? user : user.substring(0, colon)));
            options.setPassword(colon < 0 ? "" : decode(user.substring(colon + 1)));
        }
        return options;
    }

    private static ProxyType type(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http", "https" -> ProxyType.HTTP;
            case "socks5", "socks5h" -> ProxyType.SOCKS5;
            default -> throw new IllegalArgumentException("no such proxy scheme: " + scheme);
        };
    }

    private static int port(URI uri, ProxyType type) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return type == ProxyType.SOCKS5 ? 1080 : 8080;
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
