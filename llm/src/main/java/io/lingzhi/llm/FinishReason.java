package io.lingzhi.llm;

/** Why an answer ended. */
public enum FinishReason {
    /** The model was done, or wrote a stop sequence. */
    STOP,
    /** The token limit cut it. */
    LENGTH,
    /** The model waits for the results of its tool calls. */
    TOOL_CALLS,
    /** A content filter cut or withheld it, or the model refused. */
    CONTENT_FILTER,
    /** The model wrote one of the request's stop texts. */
    STOP_SEQUENCE,
    /** The upstream paused a long turn; sending the conversation back lets it go on. */
    PAUSED,
    /** The conversation filled all that the model can read. */
    CONTEXT_FULL
}
