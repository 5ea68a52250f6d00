package io.lingzhi.llm;

/**
 * The name of an LLM model, as one side of a call writes it: an alias on the client's side, the vendor's name upstream.
 */
public record ModelId(String value) {
    /** Longest name accepted, in characters. */
    public static final int MAX_LENGTH = 256;

    public ModelId {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a model name has 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
