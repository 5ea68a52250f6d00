package io.lingzhi.llm.protocol;

/** The wire protocols of this field. */
public enum Protocol {
    OPENAI_CHAT("openai-chat"),
    OPENAI_RESPONSES("openai-responses"),
    ANTHROPIC("anthropic"),
    GEMINI("gemini"),
    /** No wire at all: a call from inside the process. */
    IN_PROCESS("in-process");

    private final String id;

    Protocol(String id) {
        this.id = id;
    }

    /** The name in records, logs and configuration. */
    public String id() {
        return id;
    }
}
