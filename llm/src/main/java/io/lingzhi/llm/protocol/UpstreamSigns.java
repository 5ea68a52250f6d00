package io.lingzhi.llm.protocol;

import io.lingzhi.llm.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Errors that look the same whatever protocol an upstream speaks, and whose status misleads: a guard in front of the
 * upstream, a login that has run out, a model that the account may not use. Asked before a protocol's own reading.
 */
public final class UpstreamSigns {
    /** Only so much of a body is searched, in bytes. */
    private static final int MAX_SEARCHED = 16 * 1024;

    private static final Duration GUARD_WAIT = Duration.ofSeconds(10);
    private static final List<String> NO_SUCH_MODEL = List.of(
            "model_not_supported",
            "requested model is not supported",
            "requested model is unsupported",
            "requested model is unavailable",
            "model is not supported",
            "model not supported",
            "unsupported model",
            "model unavailable",
            "not available for your plan",
            "not available for your account");

    private UpstreamSigns() {}

    /**
     * What such an error means; empty for all others.
     *
     * @param headers names in lower case
     */
    public static Optional<Failure> of(int status, Map<String, String> headers, byte[] body) {
        byte[] beginning = Arrays.copyOf(body, Math.min(body.length, MAX_SEARCHED));
        String text = new String(beginning, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        String head = "The upstream answered HTTP " + status + ": ";
        if (isGuard(status, headers, text)) {
            Duration asked = RetryAfter.in(headers).orElse(GUARD_WAIT);
            Duration wait = asked.compareTo(GUARD_WAIT) > 0 ? asked : GUARD_WAIT;
            return Optional.of(new Failure.RateLimited(
                    head + "a guard in front of it wants to see a browser. Try later, or from another address.",
                    Optional.of(wait)));
        }
        if ((status == 400 || status == 401) && text.contains("invalid_grant")) {
            return Optional.of(new Failure.Unauthenticated(head + "the login has run out or was revoked."));
        }
        if ((status == 400 || status == 422) && NO_SUCH_MODEL.stream().anyMatch(text::contains)) {
            return Optional.of(new Failure.UnknownModel(head + "it does not serve this model.", List.of()));
        }
        return Optional.empty();
    }

    private static boolean isGuard(int status, Map<String, String> headers, String text) {
        boolean refused = status == 403 || status == 429 || status == 503;
        return refused
                && (headers.containsKey("cf-mitigated")
                        || text.contains("challenge-platform")
                        || (text.contains("cloudflare") && text.contains("<html")));
    }
}
