package io.lingzhi.llm;

/** Why an answer ended. */
public enum FinishReason {
    /** The model was done, or wrote a stop sequence. */
    STOP,
    /** The token limit cut it. */
    LENGTH,
    /** The model waits for the results of its tool calls. */
    TOOL_CALLS,
    /** A content filter cut or withheld it. */
    CONTENT_FILTER
}
