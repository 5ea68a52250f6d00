package io.lingzhi.llm.gemini;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How the chunks of one stream follow each other: as server-sent events, or as items of one JSON array. */
final class ChunkFraming {
    private static final byte[] NONE = {};
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] EVENT_END = ascii("\n\n");
    private static final byte[] FIRST = ascii("[");
    private static final byte[] NEXT = ascii("\n,\r\n");
    private static final byte[] ARRAY_END = ascii("\n]\n");
    private static final byte[] EMPTY_ARRAY = ascii("[]\n");

    private final boolean array;
    private boolean begun;

    ChunkFraming(boolean array) {
        this.array = array;
    }

    /** One server-sent event; {@code chunk} is its JSON text. */
    static byte[] sse(byte[] chunk) {
        return between(DATA, chunk, EVENT_END);
    }

    byte[] chunk(byte[] chunk) {
        if (!array) {
            return sse(chunk);
        }
        byte[] before = begun ? NEXT : FIRST;
        begun = true;
        return between(before, chunk, NONE);
    }

    /** What ends the stream after its last chunk. */
    byte[] end() {
        if (!array) {
            return NONE;
        }
        return begun ? ARRAY_END : EMPTY_ARRAY;
    }

    private static byte[] between(byte[] before, byte[] chunk, byte[] after) {
        byte[] all = Arrays.copyOf(before, before.length + chunk.length + after.length);
        System.arraycopy(chunk, 0, all, before.length, chunk.length);
        System.arraycopy(after, 0, all, before.length + chunk.length, after.length);
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
