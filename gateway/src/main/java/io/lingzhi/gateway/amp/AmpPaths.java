package io.lingzhi.gateway.amp;

import java.util.List;
import java.util.Set;

/**
 * The paths of Amp. Its calls of models stand below {@code /api/provider/<vendor>}, in the vendor's own protocol, of
 * which some vendors leave the {@code /v1} out and Google's speak of {@code v1beta1/publishers/google}.
 */
public final class AmpPaths {
    /** Below this stands what Amp asks its own service. */
    public static final String API = "/api/";

    /** Pages for people, at which a browser or a feed reader comes without a key, beside all that lies below them. */
    public static final List<String> PAGES = List.of("/threads", "/docs", "/settings", "/auth");

    /** Feeds, which have nothing below them. */
    public static final List<String> FEEDS = List.of("/threads.rss", "/news.rss");

    private static final String PROVIDER = "/api/provider/";
    private static final String GOOGLE_MODELS = "/v1beta1/publishers/google/models/";
    private static final Set<String> WITHOUT_VERSION =
            Set.of("/chat/completions", "/completions", "/responses", "/models", "/embeddings", "/messages");

    private AmpPaths() {}

    /** The gateway's own path for the same call; any other path is itself. */
    public static String canonical(String path) {
        int vendorEnds = path.startsWith(PROVIDER) ? path.indexOf('/', PROVIDER.length()) : -1;
        if (vendorEnds <= PROVIDER.length()) {
            return path;
        }
        String call = path.substring(vendorEnds);
        if (call.startsWith(GOOGLE_MODELS) && call.indexOf(':') > 0) {
            return "/v1beta/models/" + call.substring(GOOGLE_MODELS.length());
        }
        return WITHOUT_VERSION.contains(call) ? "/v1" + call : call;
    }
}
