package io.lingzhi.llm.json;

/** Text that is not JSON. The message names line and column and never quotes the text. */
public final class JsonSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    public JsonSyntaxException(String message) {
        super(message);
    }
}
