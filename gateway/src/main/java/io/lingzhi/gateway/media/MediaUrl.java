package io.lingzhi.gateway.media;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** A URL that may be fetched as far as its text tells: {@code http} or {@code https}, with a host, without a user. */
record MediaUrl(URI uri) {
    private static final int LONGEST = 8192;
    private static final int LONGEST_SHOWN = 200;

    static MediaUrl of(String text) throws UnfetchableException {
        if (text.length() > LONGEST) {
            throw new UnfetchableException("its URL is longer than " + LONGEST + " characters");
        }
        try {
            return checked(new URI(text.strip()));
        } catch (URISyntaxException e) {
            throw new UnfetchableException("its URL is malformed");
        }
    }

    private static MediaUrl checked(URI uri) throws UnfetchableException {
        if (!isWeb(uri.toString())) {
            throw new UnfetchableException("only http and https are fetched");
        }
        if (uri.getRawUserInfo() != null) {
            throw new UnfetchableException("a URL with a user name is not fetched");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new UnfetchableException("its URL names no host that can be looked up");
        }
        return new MediaUrl(uri);
    }

    /** Whether this is the URL of something on the web. */
    static boolean isWeb(String text) {
        String start = text.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("http://") || start.startsWith("https://");
    }

    /** Where a redirection from here leads; the location may be relative (RFC 9110, 10.2.2). */
    MediaUrl redirected(String location) throws UnfetchableException {
        if (location.length() > LONGEST) {
            throw new UnfetchableException("it redirects to a URL of more than " + LONGEST + " characters");
        }
        try {
            return checked(uri.resolve(new URI(location.strip())));
        } catch (URISyntaxException e) {
            throw new UnfetchableException("it redirects to a malformed URL");
        }
    }

    boolean secure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** The host's name, or its address without brackets. */
    String host() {
        return uri.getHost().replaceAll("[\\[\\]]", "");
    }

    /** The URL as it is asked for: what follows {@code #} is the reader's own. */
    String asked() {
        String text = uri.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? text : text.substring(0, fragment);
    }

    /** A URL as messages show it: without user, query and fragment, which may hold secrets, and not too long. */
    static String shown(String url) {
        String bare = url.strip().replaceFirst("(?s)[?#].*", "").replaceFirst("//[^/]*@", "//");
        return bare.length() > LONGEST_SHOWN ? bare.substring(0, LONGEST_SHOWN) + "..." : bare;
    }
}
