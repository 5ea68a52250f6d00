package io.lingzhi.bench.wire;

import java.util.Locale;

/** A wire protocol that the load generator asks in and the cheap upstream answers in. */
public enum Protocol {
    CHAT,
    MESSAGES,
    RESPONSES,
    GEMINI;

    /** The name in lower case, as in models' names and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The path of a call for this model, from the first slash on. */
    public String path(String model, boolean streamed) {
        return switch (this) {
            case CHAT -> "/v1/chat/completions";
            case MESSAGES -> "/v1/messages";
            case RESPONSES -> "/v1/responses";
            case GEMINI ->
                "/v1beta/models/" + model + (streamed ? ":streamGenerateContent?alt=sse" : ":generateContent");
        };
    }

    /** The protocol of a call with this path, whatever stands before; paths of no known form count as chat. */
    public static Protocol ofPath(String path) {
        if (path.contains("/messages")) {
            return MESSAGES;
        } else if (path.contains("/responses")) {
            return RESPONSES;
        } else {
            return path.contains("enerateContent") ? GEMINI : CHAT;
        }
    }
}
