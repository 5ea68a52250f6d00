package io.lingzhi.gateway;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Loss;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is done about losses of a translation: they are told, or, where the client or the operator is strict, refused.
 */
final class Strictness {
    /** The response header that tells the losses: {@code path (reason); path (reason)}. */
    static final String LOSS_HEADER = "x-lingzhi-translation-loss";

    static final String STRICT_HEADER = "x-lingzhi-strict";

    /** The longest value of the header, in characters; what does not fit is counted. */
    private static final int MAX_HEADER = 2000;

    private Strictness() {}

    /**
     * Whether this client wants to be refused rather than lose something.
     *
     * @param configured what holds for a client that does not say
     */
    static boolean isAsked(ClientRequest request, boolean configured) {
        return request.header()
                .apply(STRICT_HEADER)
                .map("true"::equalsIgnoreCase)
                .orElse(configured);
    }

    /** The losses as a header's value; printable ASCII only. */
    static String header(List<Loss> losses) {
        StringBuilder value = new StringBuilder();
        int told = 0;
        for (Loss loss : losses) {
            String entry = (told == 0 ? "" : "; ") + ascii(loss.path()) + " (" + ascii(loss.reason()) + ")";
            if (value.length() + entry.length() > MAX_HEADER) {
                return value + "; and " + (losses.size() - told) + " more";
            }
            value.append(entry);
            told++;
        }
        return value.toString();
    }

    /** The refusal of a request that would lose these. */
    static Failure refusal(List<Loss> losses) {
        String list = losses.stream()
                .limit(20)
                .map(loss -> loss.path() + " (" + loss.reason() + ")")
                .collect(Collectors.joining("; "));
        return new Failure.Unsupported(
                "the request asks to be refused rather than lose something in translation, and would lose: " + list);
    }

    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
