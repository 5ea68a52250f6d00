package io.lingzhi.llm.protocol;

import java.util.Arrays;
import java.util.Optional;

/** The wire protocols of this field. */
public enum Protocol {
    OPENAI_CHAT("openai-chat"),
    OPENAI_RESPONSES("openai-responses"),
    ANTHROPIC("anthropic"),
    GEMINI("gemini"),
    /** Spoken by clients only: text completions are always asked as conversations. */
    OPENAI_COMPLETIONS("openai-completions"),
    /** No wire at all: a call from inside the process. */
    IN_PROCESS("in-process");

    private final String id;

    Protocol(String id) {
        this.id = id;
    }

    /** The protocol with this {@link #id}. */
    public static Optional<Protocol> ofId(String id) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.id.equals(id))
                .findFirst();
    }

    /** The name in records, logs and configuration. */
    public String id() {
        return id;
    }
}
