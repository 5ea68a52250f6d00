package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.FinishReason;

/** The {@code stop_reason} words. */
final class StopReason {
    private StopReason() {}

    /** What the end means. Calls that were made decide, not the word, unless the answer was cut or refused. */
    static FinishReason decode(String word, boolean callsMade) {
        return switch (word) {
            case "max_tokens" -> FinishReason.LENGTH;
            case "model_context_window_exceeded" -> FinishReason.CONTEXT_FULL;
            case "refusal", "sensitive" -> FinishReason.CONTENT_FILTER;
            case "pause_turn" -> FinishReason.PAUSED;
            case "stop_sequence" -> callsMade ? FinishReason.TOOL_CALLS : FinishReason.STOP_SEQUENCE;
            default -> callsMade ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }

    /** The word for the end of an answer in which calls or a refusal were told, or neither. */
    static String encode(FinishReason reason, boolean callsTold, boolean refusalTold) {
        return switch (reason) {
            case STOP, TOOL_CALLS -> natural(callsTold, refusalTold);
            case STOP_SEQUENCE -> callsTold ? "tool_use" : "stop_sequence";
            case LENGTH -> "max_tokens";
            case CONTEXT_FULL -> "model_context_window_exceeded";
            case CONTENT_FILTER -> "refusal";
            case PAUSED -> "pause_turn";
        };
    }

    private static String natural(boolean callsTold, boolean refusalTold) {
        if (callsTold) {
            return "tool_use";
        }
        return refusalTold ? "refusal" : "end_turn";
    }
}
