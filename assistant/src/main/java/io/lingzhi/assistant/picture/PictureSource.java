package io.lingzhi.assistant.picture;

import io.lingzhi.llm.Failure;

/** The port to whatever fetches pictures from addresses, and guards against addresses that nobody should reach. */
@FunctionalInterface
public interface PictureSource {
    /** Fetches one; blocks, within a deadline and a limit of its own. */
    Fetched fetch(String url);

    /** What came of it. */
    sealed interface Fetched {
        /** @param base64 the bytes (RFC 4648, section 4) */
        record Picture(String mimeType, String base64) implements Fetched {}

        record Refused(Failure failure) implements Fetched {}
    }
}
