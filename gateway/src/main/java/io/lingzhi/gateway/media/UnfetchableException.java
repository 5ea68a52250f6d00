package io.lingzhi.gateway.media;

/** A URL that is not fetched. The message says why, in words that follow "the gateway cannot fetch X:". */
final class UnfetchableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfetchableException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
