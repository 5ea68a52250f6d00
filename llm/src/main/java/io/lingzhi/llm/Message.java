package io.lingzhi.llm;

import java.util.List;

/** One turn of a conversation: a speaker and its parts, in order. */
public record Message(Role role, List<Part> parts) {
    public Message {
        parts = List.copyOf(parts);
    }

    /** A turn that holds one text. */
    public static Message of(Role role, String text) {
        return new Message(role, List.of(new Part.Text(text)));
    }

    /** The texts of this turn joined by line feeds; other parts are left out. */
    public String text() {
        StringBuilder joined = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text(String text, var ignored)) {
                joined.append(joined.isEmpty() ? "" : "\n").append(text);
            }
        }
        return joined.toString();
    }
}
