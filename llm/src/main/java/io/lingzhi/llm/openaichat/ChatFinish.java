package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.FinishReason;

/** The {@code finish_reason} words. */
final class ChatFinish {
    private ChatFinish() {}

    /** What the end means. Calls that were made decide, not the word, unless the answer was cut or filtered. */
    static FinishReason decode(String word, boolean callsMade) {
        return switch (word) {
            case "length", "max_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> callsMade ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }

    static String encode(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, PAUSED -> "stop";
            case LENGTH, CONTEXT_FULL -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }
}
