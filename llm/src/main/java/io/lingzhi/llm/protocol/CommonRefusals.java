package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Errors that upstreams of every protocol tell in the same words: a model that the account does not have, a login that
 * has run out, and the page by which a network in front of the upstream asks for a browser.
 */
public final class CommonRefusals {
    /** How long such a page stands at least. */
    private static final Duration CHALLENGE = Duration.ofSeconds(10);

    private static final int MAX_PAGE_BYTES = 16 * 1024;
    private static final Pattern NO_SUCH_MODEL =
            Pattern.compile("(?i)model_not_supported|requested model is (not supported|unsupported|unavailable)"
                    + "|model is not supported|model not supported|unsupported model|model unavailable"
                    + "|not available for your (plan|account)");

    private CommonRefusals() {}

    /**
     * The failure, if the error is one of these.
     *
     * @param headers names in lower case
     * @param message what the body says, with its code
     */
    public static Optional<Failure> in(int status, Map<String, String> headers, byte[] body, String message) {
        if (isChallenge(status, headers, body)) {
            Duration wait = RetryAfter.in(headers)
                    .filter(asked -> asked.compareTo(CHALLENGE) > 0)
                    .orElse(CHALLENGE);
            return Optional.of(new Failure.RateLimited(
                    "The network in front of the upstream answered HTTP " + status + " with a check for browsers.",
                    Optional.of(wait)));
        }
        if ((status == 400 || status == 401) && message.contains("invalid_grant")) {
            return Optional.of(new Failure.Unauthenticated("The upstream answered HTTP " + status + ": " + message));
        }
        boolean noModel = (status == 400 || status == 422)
                && NO_SUCH_MODEL.matcher(message).find();
        return noModel
                ? Optional.of(
                        new Failure.UnknownModel("The upstream answered HTTP " + status + ": " + message, List.of()))
                : Optional.empty();
    }

    private static boolean isChallenge(int status, Map<String, String> headers, byte[] body) {
        if (status != 403 && status != 429 && status != 503) {
            return false;
        }
        if (headers.containsKey("cf-mitigated")) {
            return true;
        }
        String page = new String(body, 0, Math.min(body.length, MAX_PAGE_BYTES), StandardCharsets.ISO_8859_1)
                .toLowerCase(java.util.Locale.ROOT);
        return page.contains("<html") && (page.contains("challenge-platform") || page.contains("cloudflare"));
    }
}
