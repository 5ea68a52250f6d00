package io.lingzhi.gateway.upstream;

import io.lingzhi.gateway.config.Secret;
import io.vertx.core.net.ClientSSLOptions;
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

    /**
     * The proxy to use; empty for {@code direct}, {@code none} and no proxy at all.
     *
     * @param tls for {@code https} proxies
     */
    static Optional<ProxyOptions> options(Optional<Secret> proxyUrl, ClientSSLOptions tls) {
        return proxyUrl.map(Secret::reveal).filter(url -> !isDirect(url)).map(url -> parse(url, tls));
    }

    private static boolean isDirect(String url) {
        return url.isBlank() || url.equalsIgnoreCase("direct") || url.equalsIgnoreCase("none");
    }

    private static ProxyOptions parse(String url, ClientSSLOptions tls) {
        URI uri = URI.create(url);
        ProxyType type = type(String.valueOf(uri.getScheme()));
        ProxyOptions options =
                new ProxyOptions().setType(type).setHost(uri.getHost()).setPort(port(uri, type));
        if (type == ProxyType.HTTPS) {
            options.setSslOptions(tls);
        }
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
            case "http" -> ProxyType.HTTP;
            case "https" -> ProxyType.HTTPS;
            case "socks5", "socks5h" -> ProxyType.SOCKS5;
            default -> throw new IllegalArgumentException("no such proxy scheme: " + scheme);
        };
    }

    private static int port(URI uri, ProxyType type) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return switch (type) {
            case SOCKS5, SOCKS4 -> 1080;
            case HTTPS -> 443;
            case HTTP -> 8080;
        };
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
