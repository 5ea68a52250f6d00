package io.lingzhi.gateway.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for addresses in the file. Host names may hold underscores, as container names do. */
final class Addresses {
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>[a-z0-9]+)://(?:[^@/\\s]*@)?"
                    + "(?:\\[[0-9a-fA-F:.%]+\\]|[^\\s:/@\\[\\]?#]+)(?::(?<port>\\d{1,5}))?(?<path>/[^\\s?#]*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern USER = Pattern.compile("//[^/]*@");
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> PROXY = Set.of("http", "https", "socks5", "socks5h");
    private static final Set<String> NO_PROXY = Set.of("direct", "none");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1\\]?", Pattern.CASE_INSENSITIVE);

    private Addresses() {}

    /**
     * The address without slashes at its end; empty text stays empty. It may hold no name and password, since it is
     * shown where secrets are not.
     */
    static Optional<String> baseUrl(String text) {
        String plain = text.strip().replaceFirst("/+$", "");
        return plain.isEmpty() || (isUrl(plain, WEB) && !USER.matcher(plain).find())
                ? Optional.of(plain)
                : Optional.empty();
    }

    /** A {@link #baseUrl} that nobody on the way can read: {@code https}, or this machine. */
    static Optional<String> guardedUrl(String text) {
        return baseUrl(text)
                .filter(url -> url.isEmpty()
                        || url.regionMatches(true, 0, "https:", 0, 6)
                        || isLoopback(String.valueOf(java.net.URI.create(url).getHost())));
    }

    /** A host name, an address, or a network in CIDR form (RFC 4632). */
    static Optional<String> place(String text) {
        String plain = text.strip();
        int slash = plain.indexOf('/');
        if (slash < 0) {
            return plain.matches("[\\p{L}\\p{N}._:\\[\\]-]{1,253}") ? Optional.of(plain) : Optional.empty();
        }
        boolean six = plain.indexOf(':') >= 0;
        boolean address = plain.substring(0, slash).matches(six ? "[0-9a-fA-F:.]{2,45}" : "\\d{1,3}(\\.\\d{1,3}){3}");
        String bits = plain.substring(slash + 1);
        boolean length = bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= (six ? 128 : 32);
        return address && length ? Optional.of(plain) : Optional.empty();
    }

    /** The proxy, {@code direct} for none, or empty text for the inherited one. */
    static Optional<String> proxy(String text) {
        String plain = text.strip();
        if (NO_PROXY.contains(plain.toLowerCase(Locale.ROOT))) {
            return Optional.of("direct");
        }
        String trimmed = plain.replaceFirst("/$", "");
        return trimmed.isEmpty() || (isUrl(trimmed, PROXY) && !trimmed.matches("[^/]+//.*/.*"))
                ? Optional.of(trimmed)
                : Optional.empty();
    }

    /** True when only this machine can reach the address. Names are not looked up. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** The text, if it is an address, without the parts that may hold a password or key. */
    static String masked(String text) {
        return text.contains("://") ? text.replaceFirst("//.*@", "//***@").replaceFirst("[?#].*", "?***") : text;
    }

    private static boolean isUrl(String text, Set<String> schemes) {
        Matcher matcher = URL.matcher(text);
        return matcher.matches()
                && schemes.contains(matcher.group("scheme").toLowerCase(Locale.ROOT))
                && Optional.ofNullable(matcher.group("port"))
                        .map(Integer::parseInt)
                        .map(port -> port > 0 && port <= 65535)
                        .orElse(true);
    }
}
