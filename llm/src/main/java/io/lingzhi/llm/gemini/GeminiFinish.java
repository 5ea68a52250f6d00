package io.lingzhi.llm.gemini;

import io.lingzhi.llm.FinishReason;
import java.util.Optional;
import java.util.Set;

/** The {@code finishReason} words. */
final class GeminiFinish {
    private static final Set<String> WITHHELD = Set.of(
            "SAFETY",
            "RECITATION",
            "LANGUAGE",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "MODEL_ARMOR",
            "JAILBREAK",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "IMAGE_RECITATION");
    private static final Set<String> BROKEN = Set.of(
            "MALFORMED_FUNCTION_CALL",
            "UNEXPECTED_TOOL_CALL",
            "TOO_MANY_TOOL_CALLS",
            "MISSING_THOUGHT_SIGNATURE",
            "MALFORMED_RESPONSE");

    private GeminiFinish() {}

    /** Whether the model's answer is no good, so that there is nothing to finish. */
    static boolean isBroken(String word) {
        return BROKEN.contains(word);
    }

    /** The word of a candidate that has ended. */
    static Optional<String> said(String word) {
        return Optional.of(word).filter(given -> !given.isEmpty() && !given.equals("FINISH_REASON_UNSPECIFIED"));
    }

    /** What the end means. Calls that were made decide, not the word, unless the answer was cut or withheld. */
    static FinishReason decode(String word, boolean callsMade) {
        if (word.equals("MAX_TOKENS")) {
            return FinishReason.LENGTH;
        }
        if (WITHHELD.contains(word)) {
            return FinishReason.CONTENT_FILTER;
        }
        return callsMade ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    static String encode(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSED -> "STOP";
            case LENGTH, CONTEXT_FULL -> "MAX_TOKENS";
            case CONTENT_FILTER -> "SAFETY";
        };
    }
}
