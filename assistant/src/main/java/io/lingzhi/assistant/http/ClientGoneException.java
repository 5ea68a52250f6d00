package io.lingzhi.assistant.http;

/** The client takes no more of its answer: it hung up, it does not read, or its answer has been ended. */
final class ClientGoneException extends Exception {
    private static final long serialVersionUID = 1L;

    ClientGoneException(String message) {
        super(message);
    }
}
