package io.lingzhi.llm.openaichat;

/** Follows JSON text that comes in fragments and tells when the object or list that it began is closed. */
final class ObjectProgress {
    private int depth;
    private boolean begun;
    private boolean inString;
    private boolean escaped;

    void accept(String fragment) {
        for (int i = 0; i < fragment.length(); i++) {
            if (inString) {
                inString(fragment.charAt(i));
            } else {
                outside(fragment.charAt(i));
            }
        }
    }

    boolean complete() {
        return begun && depth == 0;
    }

    private void inString(char c) {
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inString = false;
        }
    }

    private void outside(char c) {
        switch (c) {
            case '"' -> inString = true;
            case '{', '[' -> {
                depth++;
                begun = true;
            }
            case '}', ']' -> depth--;
            default -> {}
        }
    }
}
